namespace Allocator;

/// <summary>The standard input of a command; disposing it is its end, where the server can pass that on.</summary>
internal sealed class ExecInputStream(ChannelSocket socket) : AsyncStream
{
    private const byte Channel = 0;
    private const byte CloseChannel = 255;

    private static readonly byte[] s_closeInput = [Channel];
    private int _closed;

    public override bool CanWrite => _closed == 0;

    public bool CanEnd => socket.Protocol == ChannelSocket.V5;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed != 0, this);
        return socket.SendAsync(Channel, buffer, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0 || !CanEnd)
            return;
        try
        {
            await socket.SendAsync(CloseChannel, s_closeInput, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The command has ended before its input.
        }
    }
}
