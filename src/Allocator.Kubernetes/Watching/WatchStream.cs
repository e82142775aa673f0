using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>The answer to a watch request: one JSON event a line, until the server ends it.</summary>
internal sealed class WatchStream : IDisposable
{
    private readonly ClusterRequest _request;
    private readonly ClusterConnection _connection;
    private readonly HttpResponseMessage _response;
    private readonly PipeReader _reader;
    private readonly TimeSpan _longest;
    private readonly CancellationTokenSource _limit;

    /// <param name="request">What was asked.</param>
    /// <param name="connection">Of whom.</param>
    /// <param name="response">The answer, which this disposes.</param>
    /// <param name="body">Its body.</param>
    /// <param name="longest">When the server must have ended it; if it has not, the connection is dead.</param>
    /// <param name="time">The clock.</param>
    public WatchStream(
        ClusterRequest request, ClusterConnection connection, HttpResponseMessage response, Stream body, TimeSpan longest, TimeProvider time)
    {
        _request = request;
        _connection = connection;
        _response = response;
        _reader = PipeReader.Create(body);
        _longest = longest;
        _limit = new CancellationTokenSource(longest, time);
    }

    /// <summary>The next event; null when the server has ended the watch.</summary>
    public async ValueTask<WatchEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _limit.Token);
        try
        {
            return await ReadLineAsync(either.Token).ConfigureAwait(false) is { } line ? Event(line) : null;
        }
        catch (Exception e) when (NoAnswer.IsCause(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw NoAnswer.Of(_request, _connection, e, _limit.IsCancellationRequested ? _longest : null);
        }
        catch (JsonException e)
        {
            throw new KubernetesException($"{_request}: what came is not an event: {e.Message}", null, null, e);
        }
    }

    public void Dispose()
    {
        _reader.Complete();
        _response.Dispose();
        _limit.Dispose();
    }

    private async ValueTask<JsonObject?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Parse(buffer.Slice(0, end));
                _reader.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }

            if (result.IsCompleted)
                return buffer.IsEmpty ? null : throw new IOException("It ended in the middle of an event.");
            _reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static JsonObject Parse(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = KubernetesJson.DocumentOptions.MaxDepth });
        return JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("The line is not an object.");
    }

    private WatchEvent Event(JsonObject line)
    {
        var type = line.Text("type");
        var obj = line["object"] as JsonObject ?? throw new JsonException("The event has no object.");
        line.Remove("object");
        return type switch
        {
            "ADDED" => new(WatchEventType.Added, obj),
            "MODIFIED" => new(WatchEventType.Modified, obj),
            "DELETED" => new(WatchEventType.Deleted, obj),
            "BOOKMARK" => new(WatchEventType.Bookmark, obj),
            "ERROR" when StatusReader.Read(obj) is { } status => throw ErrorAnswer.Of(_request, status),
            _ => throw new JsonException($"The event's type is '{type}'."),
        };
    }
}
