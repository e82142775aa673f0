using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Answers get and list.</summary>
internal sealed class ReadEndpoints(ObjectStore store, ListReader lists, TimeProvider time)
{
    public Task GetAsync(ApiRequest request)
    {
        ListVersion.Check(request, store.Version);
        var obj = store.Find(new(request.Kind.Type, request.Key)) ?? throw ApiException.NotFound(request.Kind.Type, request.Key.Name);
        return TableRequest.Of(request) is { } table
            ? Answer.JsonAsync(request.Http, 200, table.Write(request.Kind, [obj], new JsonObject { ["resourceVersion"] = obj.Json.Member("metadata").Text("resourceVersion") }, time.GetUtcNow()))
            : Answer.ObjectAsync(request.Http, 200, Presented.As(request.Kind, obj));
    }

    public async Task ListAsync(ApiRequest request)
    {
        ListVersion.Check(request, store.Version);
        var page = lists.Read(request.Kind.Type, request.Selection(), Limit(request), ContinueToken.Parse(request.Query("continue")));
        if (TableRequest.Of(request) is { } table)
        {
            await Answer.JsonAsync(request.Http, 200, table.Write(request.Kind, page.Objects, page.Metadata(), time.GetUtcNow())).ConfigureAwait(false);
            return;
        }

        var response = request.Http.Response;
        response.ContentType = "application/json";
        Write(response.BodyWriter, request.Kind, page);
        await response.BodyWriter.FlushAsync(request.Aborted).ConfigureAwait(false);
    }

    // A list of any version may come from a cache, which has no pages.
    private static long Limit(ApiRequest request) => request.Query("resourceVersion") == "0" ? 0 : request.QueryNumber("limit") ?? 0;

    /// <summary>Writes the objects as they are stored, without making a document of them.</summary>
    private static void Write(IBufferWriter<byte> body, KindDefinition kind, ListPage page)
    {
        var head = $$"""{"kind":"{{kind.ListKind}}","apiVersion":"{{kind.Type.ApiVersion}}","metadata":{{Metadata(kind, page).ToJsonString()}},"items":[""";
        body.Write(Encoding.UTF8.GetBytes(head));
        // Items of a typed list leave out their kind, which all begin with.
        var kindLength = kind.IsCustom ? 0 : $$"""{"kind":"{{kind.Type.Kind}}","apiVersion":"{{kind.Type.ApiVersion}}",""".Length;
        for (var i = 0; i < page.Objects.Count; i++)
        {
            if (i > 0)
                body.Write(","u8);
            var bytes = JsonMarshal.GetRawUtf8Value(Presented.As(kind, page.Objects[i]));
            if (kindLength > 0)
                body.Write("{"u8);
            body.Write(bytes[kindLength..]);
        }

        body.Write("]}\n"u8);
    }

    private static JsonObject Metadata(KindDefinition kind, ListPage page)
    {
        var metadata = page.Metadata();
        if (kind.IsCustom)
            metadata.Default("continue", "");
        return metadata;
    }
}
