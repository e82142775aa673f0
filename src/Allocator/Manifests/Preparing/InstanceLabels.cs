using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Puts an instance's labels on an object and on everything that controllers make from it.</summary>
internal static class InstanceLabels
{
    public static void Add(ResourceKind kind, JsonObject obj, InstanceScope scope)
    {
        obj.EnsureObject("metadata")["namespace"] = scope.Namespace;
        foreach (var (holder, _) in PodTemplates.MetadataHolders(kind, obj))
        {
            var labels = holder.EnsureObject("metadata").EnsureObject("labels");
            labels[Labels.Service] = scope.Service;
            labels[Labels.Owner] = scope.OwnerHash;
            labels[Labels.Instance] = scope.InstanceName;
            labels[Labels.Session] = scope.Session;
        }
    }
}
