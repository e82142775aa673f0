using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Objects as a version of their kind shows them.</summary>
internal static class Presented
{
    public static JsonElement As(KindDefinition kind, StoredObject obj)
    {
        if (obj.Json.Text("apiVersion") == kind.Type.ApiVersion)
            return obj.Json;
        // Versions of a custom resource differ in nothing but the version.
        var copy = obj.Copy();
        copy["apiVersion"] = kind.Type.ApiVersion;
        return copy.ToElement();
    }
}
