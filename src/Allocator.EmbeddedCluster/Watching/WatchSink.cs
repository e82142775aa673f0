using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Where the events of a watch go.</summary>
internal sealed class WatchSink(ApiRequest request, TableRequest? table, TimeProvider time)
{
    private readonly System.IO.Pipelines.PipeWriter _body = Begin(request);
    private readonly bool _isCut = request.Http.Features.Get<CutAtFirstEvent>() is not null;
    private bool _hasColumns;

    /// <summary>Whether a fault ends it here.</summary>
    public bool IsOver { get; private set; }

    public void Write(string type, StoredObject obj)
    {
        var shown = Presented.As(request.Kind, obj);
        if (table is not null)
            shown = Row(obj);
        WriteLine(type, JsonMarshal.GetRawUtf8Value(shown));
    }

    public void Write(ApiException failure) => WriteLine("ERROR", Encoding.UTF8.GetBytes(failure.ToStatus().ToJsonString()));

    /// <summary>Says that all changes up to a version have been told.</summary>
    public void WriteBookmark(long version)
    {
        var bookmark = new JsonObject
        {
            ["kind"] = request.Kind.Type.Kind,
            ["apiVersion"] = request.Kind.Type.ApiVersion,
            ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null },
        };
        WriteLine("BOOKMARK", Encoding.UTF8.GetBytes(bookmark.ToJsonString()));
    }

    public async Task FlushAsync()
    {
        await _body.FlushAsync(request.Aborted).ConfigureAwait(false);
        if (IsOver)
            request.Http.Abort();
    }

    /// <summary>The object as a table of one row, the first time with the columns.</summary>
    private JsonElement Row(StoredObject obj)
    {
        var metadata = new JsonObject { ["resourceVersion"] = obj.Json.Member("metadata").Text("resourceVersion") };
        var row = table!.Write(request.Kind, [obj], metadata, time.GetUtcNow());
        if (_hasColumns)
            row["columnDefinitions"] = null;
        _hasColumns = true;
        return row.ToElement();
    }

    private void WriteLine(string type, ReadOnlySpan<byte> obj)
    {
        IsOver = _isCut;
        if (IsOver)
            return;
        _body.Write("{\"type\":\""u8);
        _body.Write(Encoding.ASCII.GetBytes(type));
        _body.Write("\",\"object\":"u8);
        _body.Write(obj);
        _body.Write("}\n"u8);
    }

    private static System.IO.Pipelines.PipeWriter Begin(ApiRequest request)
    {
        request.Http.Response.ContentType = "application/json";
        return request.Http.Response.BodyWriter;
    }
}
