using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Objects as a version of their kind shows them.</summary>
internal static class Presented
{
    public static JsonElement As(KindDefinition kind, StoredObject obj) => kind.Rules is CustomResourceRules rules ? rules.Present(obj) : obj.Json;
}
