using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Makes the objects that an instance has besides those of its template.</summary>
internal static class OwnObject
{
    /// <summary>An object with the instance's name and labels.</summary>
    public static PreparedObject Create(ResourceKind kind, JsonObject content, InstanceScope scope)
    {
        content["apiVersion"] = kind.ApiVersion;
        content["kind"] = kind.Kind;
        content["metadata"] = new JsonObject { ["name"] = scope.InstanceName };
        InstanceLabels.Add(kind, content, scope);
        return new PreparedObject(kind, content, null);
    }
}
