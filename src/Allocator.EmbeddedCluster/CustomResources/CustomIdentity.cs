using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The type that a custom resource says it is; unlike other objects it has to say it.</summary>
internal static class CustomIdentity
{
    /// <summary>Refuses an object that was sent and is not of the kind.</summary>
    public static void Check(KindDefinition kind, JsonObject obj)
    {
        foreach (var (member, name) in (ReadOnlySpan<(string, string)>)[("kind", "Kind"), ("apiVersion", "apiVersion")])
        {
            if (string.IsNullOrEmpty(obj.Text(member)))
            {
                throw ApiException.BadRequest(
                    $"{kind.Type.Kind} in version \"{kind.Type.Version}\" cannot be handled as a {kind.Type.Kind}: " +
                    $"unmarshalerDecoder: Object '{name}' is missing in '{obj.ToJsonString()}'");
            }
        }

        if (obj.Text("apiVersion") != kind.Type.ApiVersion)
        {
            throw ApiException.BadRequest(
                $"the API version in the data ({obj.Text("apiVersion")}) does not match the expected API version ({kind.Type.ApiVersion})");
        }

        CheckKind(kind, obj);
    }

    /// <summary>Refuses a patch that makes another type of an object.</summary>
    public static void CheckPatched(KindDefinition kind, JsonObject obj)
    {
        CheckKind(kind, obj);
        var (sent, expected) = (obj.Text("apiVersion") ?? "", kind.Type.ApiVersion);
        if (sent != expected)
            throw ApiException.Invalid(kind.Type, NameOf(obj), FieldError.InvalidText("apiVersion", sent, $"must be {expected}"));
    }

    private static void CheckKind(KindDefinition kind, JsonObject obj)
    {
        var type = kind.Type;
        var sent = obj.Text("kind") ?? "";
        if (sent == type.Kind)
            return;
        var said = new ResourceType(type.Group, type.Version, sent, type.Plural, type.Namespaced);
        throw ApiException.Invalid(said, NameOf(obj), FieldError.InvalidText("kind", sent, $"must be {type.Kind}"));
    }

    private static string NameOf(JsonObject obj) => obj.Object("metadata")?.Text("name") ?? "";
}
