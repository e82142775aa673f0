using System.Buffers.Binary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Allocator.Tests.Streams;

/// <summary>The node's side of one SPDY connection: every pair of streams that the client opens is served by the test's delegate.</summary>
internal sealed class SpdyServer(HttpContext context, Func<SpdyChannels, Task> serve, Action<int>? pinged = null)
{
    private const int SynStreamHead = 10;

    private readonly Dictionary<int, SpdyChannels> _open = [];
    private readonly List<Task> _serving = [];

    public async Task RunAsync()
    {
        if (context.Request.Headers.Upgrade != "SPDY/3.1" || context.Request.Headers["X-Stream-Protocol-Version"] != "portforward.k8s.io")
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        context.Response.Headers.Upgrade = "SPDY/3.1";
        await using var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        using var writer = new SpdyFrameWriter(stream, context.RequestAborted);
        using var headers = new SpdyHeaderReader();
        try
        {
            while (await NextAsync(stream) is var (frame, payload))
                await TakeAsync(frame, payload, headers, writer);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has left without a word, or was cut off.
        }

        foreach (var channels in _open.Values)
            channels.Take(null);
        await Task.WhenAll(_serving);
    }

    private static async Task<(SpdyFrame Frame, byte[] Payload)?> NextAsync(Stream stream)
    {
        var head = new byte[SpdyFrame.HeadLength];
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false) < head.Length)
            return null;
        var frame = SpdyFrame.Read(head);
        var payload = new byte[frame.Length];
        await stream.ReadExactlyAsync(payload);
        return (frame, payload);
    }

    private async Task TakeAsync(SpdyFrame frame, byte[] payload, SpdyHeaderReader headers, SpdyFrameWriter writer)
    {
        if (frame.Type == SpdyFrameType.SynStream)
        {
            Open(BinaryPrimitives.ReadInt32BigEndian(payload), headers.Read(payload.AsSpan(SynStreamHead)), writer);
        }
        else if (frame.Type == SpdyFrameType.Ping)
        {
            var id = BinaryPrimitives.ReadInt32BigEndian(payload);
            pinged?.Invoke(id);
            // Those of even numbers are answers.
            if (id % 2 != 0)
                await writer.WritePingAsync(id);
        }
        else if (frame.Type == SpdyFrameType.Data && _open.TryGetValue(frame.StreamId, out var channels))
        {
            if (payload.Length > 0)
                channels.Take(payload);
            if (frame.IsLast)
                channels.Take(null);
        }
    }

    /// <summary>The error stream comes first, with the number before that of the data.</summary>
    private void Open(int id, IReadOnlyDictionary<string, string> headers, SpdyFrameWriter writer)
    {
        if (headers["streamtype"] != "data")
            return;
        var channels = new SpdyChannels(context, writer, id, headers);
        _open.Add(id, channels);
        _serving.Add(Task.Run(async () =>
        {
            try
            {
                await serve(channels);
                await channels.CloseAsync();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has left.
            }
        }));
    }
}
