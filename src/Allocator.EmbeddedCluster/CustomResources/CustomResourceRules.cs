using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The rules of one version of a kind that a custom resource definition has brought.</summary>
/// <param name="version">The version.</param>
/// <param name="since">The store's version when these rules began: what was written earlier may not have passed them.</param>
internal sealed class CustomResourceRules(CustomResourceVersion version, long since) : KindRules
{
    private readonly ConditionalWeakTable<StoredObject, object> _presented = [];

    public override IReadOnlyList<string> Decode(JsonObject obj)
    {
        var result = version.Schema.Coerce(obj);
        if (result.Error is { } error)
            throw ApiException.BadRequest(error.Message);
        MapOrder.SortAll(obj);
        return result.UnknownFields;
    }

    public override void PrepareCreate(JsonObject obj)
    {
        if (version.IsTerminating)
        {
            throw new ApiException(405, "MethodNotAllowed", "create not allowed while custom resource definition is terminating")
            {
                Details = new() { ["group"] = version.Type.Group, ["kind"] = version.Type.Plural },
            };
        }

        if (!version.HasStatus)
            return;
        obj.Remove("status");
        // Whoever reads it sees a default of the status.
        version.Schema.Coerce(obj);
    }

    public override IEnumerable<FieldError> Check(JsonElement obj) =>
        [.. version.Schema.Validate(obj.ToObject()), .. version.Scale?.Check(obj) ?? []];

    /// <summary>A stored object as this version shows it: it may be stored as another version, or come from before a change of the schema.</summary>
    public JsonElement Present(StoredObject obj) => version.IsOnly && obj.Version > since
        ? obj.Json
        : (JsonElement)_presented.GetValue(obj, stored => Convert(stored));

    private JsonElement Convert(StoredObject obj)
    {
        var copy = obj.Copy();
        copy["apiVersion"] = version.Type.ApiVersion;
        version.Schema.Coerce(copy);
        return copy.ToElement();
    }
}
