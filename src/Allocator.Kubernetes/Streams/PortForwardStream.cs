using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Allocator;

/// <summary>One connection to a port of a pod: channel 0 carries its bytes, channel 1 why it failed.</summary>
/// <remarks>See <see href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/server/portforward/websocket.go"/>.</remarks>
internal sealed class PortForwardStream(ChannelSocket socket, string pod, int port) : AsyncStream
{
    private const byte DataChannel = 0;
    private const byte ErrorChannel = 1;

    private PortForwardException? _failure;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>Takes the greeting: one message per channel, which names the port.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var greeting = new byte[2];
        for (var channel = DataChannel; channel <= ErrorChannel; channel++)
        {
            var complete = await ReadGreetingAsync(channel, greeting, cancellationToken).ConfigureAwait(false);
            if (!complete || BinaryPrimitives.ReadUInt16LittleEndian(greeting) != port)
                throw Failure("the node does not speak the port-forward protocol v4.");
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (_failure is null)
            {
                switch (await socket.NextAsync(cancellationToken).ConfigureAwait(false))
                {
                    case ChannelSocket.Closed:
                        return 0;
                    case DataChannel when buffer.IsEmpty:
                        return 0;
                    case DataChannel:
                        var count = await socket.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                        if (count > 0)
                            return count;
                        break;
                    default:
                        _failure = Failure((await socket.ReadTextAsync(cancellationToken).ConfigureAwait(false)).Trim());
                        break;
                }
            }
        }
        catch (IOException e)
        {
            _failure = Failure(e.Message, e);
        }

        throw _failure;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await socket.SendAsync(DataChannel, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Failure(e.Message, e);
        }
    }

    public override ValueTask DisposeAsync() => socket.DisposeAsync();

    private async Task<bool> ReadGreetingAsync(byte channel, byte[] greeting, CancellationToken cancellationToken)
    {
        try
        {
            var length = 0;
            while (length < greeting.Length && await socket.NextAsync(cancellationToken).ConfigureAwait(false) == channel)
                length += await socket.ReadAsync(greeting.AsMemory(length), cancellationToken).ConfigureAwait(false);
            return length == greeting.Length;
        }
        catch (IOException e)
        {
            throw Failure(e.Message, e);
        }
    }

    private PortForwardException Failure(string problem, Exception? cause = null) => new(pod, port, problem, cause);
}
