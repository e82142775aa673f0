using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>What a template may say in an object's <c>metadata</c>.</summary>
internal static class MetadataRules
{
    private static readonly (string Field, string Reason)[] Refused =
    [
        ("ownerReferences", "the instance owns all its objects, so that they go with it"),
        ("finalizers", "they would keep the instance from being deleted"),
        ("uid", "the server gives it"),
        ("resourceVersion", "the server gives it"),
        ("deletionTimestamp", "the server gives it"),
    ];

    public static void Check(Manifest manifest, ResourceKind kind)
    {
        foreach (var (holder, path) in PodTemplates.MetadataHolders(kind, manifest.Object))
        {
            if (holder["metadata"] is not JsonObject metadata)
                continue;
            foreach (var (field, reason) in Refused)
            {
                if (metadata[field] is not (null or JsonArray { Count: 0 }))
                    throw manifest.Error($"{path}.{field} may not be set: {reason}. Remove it");
            }

            CheckMap(manifest, metadata, path, "labels", static _ => false);
            CheckMap(manifest, metadata, path, "annotations", static domain => domain == Annotations.ConnectionDomain);
        }
    }

    private static void CheckMap(Manifest manifest, JsonObject metadata, string path, string field, Func<string, bool> isOpen)
    {
        if (metadata[field] is not { } node)
            return;
        if (node is not JsonObject map)
            throw manifest.Error($"{path}.{field} must be an object");
        foreach (var (key, value) in map)
        {
            if (value.AsText() is null)
                throw manifest.Error($"{path}.{field}['{key}'] must be a string, not {value?.ToJsonString() ?? "null"}; put it in quotes");
            if (Labels.IsOurs(key) && !isOpen(key.Split('/')[0]))
                throw manifest.Error($"{path}.{field}['{key}']: {Labels.Domain} is for Allocator itself; use a domain of your own");
        }
    }
}
