using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests.Streams;

/// <summary>A pair of SPDY streams as the node sees it.</summary>
internal sealed class SpdyChannels(HttpContext context, SpdyFrameWriter writer, int dataId, IReadOnlyDictionary<string, string> headers)
    : NodeChannels(context)
{
    private readonly Channel<byte[]> _received = Channel.CreateUnbounded<byte[]>();
    private bool _closed;

    /// <summary>The number of the stream of the bytes; the stream of the errors has the one before.</summary>
    public int DataId => dataId;

    public IReadOnlyDictionary<string, string> Headers => headers;

    public SpdyFrameWriter Writer => writer;

    private int ErrorId => dataId - 2;

    public override async Task GreetAsync()
    {
        await writer.WriteReplyAsync(dataId);
        await writer.WriteReplyAsync(ErrorId);
    }

    public override Task SendAsync(byte channel, ReadOnlyMemory<byte> data) =>
        writer.WriteDataAsync(channel == 0 ? dataId : ErrorId, data, false, CancellationToken.None).AsTask();

    public override async Task<(byte Channel, ReadOnlyMemory<byte> Data)?> ReceiveAsync() =>
        await _received.Reader.WaitToReadAsync() && _received.Reader.TryRead(out var data) ? (0, data) : null;

    /// <summary>In the order of containerd: a client must not take the end of the bytes for the end of all.</summary>
    public override async Task CloseAsync()
    {
        if (_closed)
            return;
        _closed = true;
        await writer.WriteDataAsync(dataId, default, true, CancellationToken.None);
        await writer.WriteDataAsync(ErrorId, default, true, CancellationToken.None);
    }

    /// <summary>Takes what the client sends; null is the end.</summary>
    public void Take(byte[]? data)
    {
        if (data is null)
            _received.Writer.TryComplete();
        else
            _received.Writer.TryWrite(data);
    }
}
