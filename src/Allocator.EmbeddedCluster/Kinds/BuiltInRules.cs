using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The rules of a kind that every Kubernetes has.</summary>
internal abstract class BuiltInRules : KindRules
{
    public override IReadOnlyList<string> Decode(JsonObject obj)
    {
        var apiVersion = obj.Text("apiVersion")!.Split('/');
        var schema = SchemaCatalog.Kubernetes.Find(apiVersion.Length == 2 ? apiVersion[0] : "", apiVersion[^1], obj.Text("kind")!);
        if (schema is null)
            return [];
        var result = schema.Decode(obj);
        return result.Error is { } error ? throw ApiException.BadRequest(error.Message) : result.UnknownFields;
    }
}

/// <summary>A kind without rules of its own.</summary>
internal sealed class PlainRules : BuiltInRules;
