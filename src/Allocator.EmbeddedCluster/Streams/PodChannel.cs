using System.IO.Pipelines;

namespace Allocator.Embedded;

/// <summary>One of the byte streams that share a connection: what the client sends on it, and the way to send to the client.</summary>
internal abstract class PodChannel
{
    // When this much waits to be taken, the connection's reader waits too, and with it, by TCP, the client.
    private const int Limit = 256 * 1024;
    private static readonly PipeOptions s_options = new(
        pauseWriterThreshold: Limit, resumeWriterThreshold: Limit / 2, minimumSegmentSize: 32 * 1024, useSynchronizationContext: false);

    private readonly Pipe _received = new(s_options);

    protected PodChannel() => Incoming = _received.Writer;

    /// <summary>What the client sends; ends when the client ends the channel or the connection. What comes after it is completed is dropped.</summary>
    public PipeReader Received => _received.Reader;

    /// <summary>Where the connection's reader, and only that, puts what the client sends; null when nobody wants it.</summary>
    internal PipeWriter? Incoming { get; private set; }

    /// <summary>Sends bytes; several callers at a time are served one after the other.</summary>
    /// <exception cref="IOException">The client has left, or does not want the channel any more.</exception>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Tells the client that no more will be sent, where the protocol can. Does not fail when the client has left.</summary>
    public abstract ValueTask EndAsync();

    /// <summary>Ends what is received.</summary>
    internal ValueTask EndIncomingAsync(Exception? error = null)
    {
        var incoming = Incoming;
        Incoming = null;
        return incoming?.CompleteAsync(error) ?? ValueTask.CompletedTask;
    }
}
