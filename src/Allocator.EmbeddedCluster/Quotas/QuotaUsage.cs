using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What an object uses of the resources that a quota can limit.</summary>
internal static class QuotaUsage
{
    private static readonly HashSet<string> s_counted =
        ["pods", "services", "secrets", "configmaps", "persistentvolumeclaims", "replicationcontrollers", "resourcequotas"];

    private static readonly HashSet<string> s_ofPods =
        ["pods", "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

    /// <summary>What containers must say if a quota limits it.</summary>
    public static IReadOnlyList<string> Required { get; } = ["cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory"];

    /// <summary>Whether this cluster can limit a resource.</summary>
    public static bool IsSupported(string resource) =>
        s_counted.Contains(resource)
        || s_ofPods.Contains(resource)
        || resource == "requests.storage"
        || resource.StartsWith("count/", StringComparison.Ordinal);

    /// <summary>The kind of object that uses a resource; null if there is none.</summary>
    public static ResourceType? TypeOf(string resource, KindCatalog kinds)
    {
        var name = resource.StartsWith("count/", StringComparison.Ordinal) ? resource["count/".Length..]
            : s_ofPods.Contains(resource) ? "pods"
            : resource == "requests.storage" ? "persistentvolumeclaims"
            : resource;
        return kinds.All.FirstOrDefault(kind => kind.Type.ResourceName == name)?.Type;
    }

    /// <summary>How much of a resource an object of the kind that uses it uses.</summary>
    public static ResourceAmount Of(JsonElement obj, string resource, DateTimeOffset now) =>
        s_ofPods.Contains(resource) ? (IsOver(obj, now) ? default : OfPod(obj, resource))
        : resource == "requests.storage" ? ResourceAmount.Parse(obj.Member("spec", "resources", "requests").Text("storage"))
        : ResourceAmount.One;

    /// <summary>Whether a container says how much it needs of a resource.</summary>
    public static bool Says(JsonElement container, string resource)
    {
        var (member, name) = MemberOf(resource);
        return container.Member("resources", member).Has(name);
    }

    private static ResourceAmount OfPod(JsonElement pod, string resource)
    {
        if (resource == "pods")
            return ResourceAmount.One;
        IEnumerable<ResourceAmount> Of(string list) => pod.Member("spec", list).Elements().Select(container => OfContainer(container, resource));
        var sum = Of("containers").Aggregate(default(ResourceAmount), (total, amount) => total + amount);
        return Of("initContainers").Aggregate(sum, ResourceAmount.Max);
    }

    private static ResourceAmount OfContainer(JsonElement container, string resource)
    {
        var (member, name) = MemberOf(resource);
        return ResourceAmount.Parse(container.Member("resources", member).Text(name));
    }

    private static (string Member, string Name) MemberOf(string resource) =>
        resource.StartsWith("limits.", StringComparison.Ordinal) ? ("limits", resource["limits.".Length..])
        : resource.StartsWith("requests.", StringComparison.Ordinal) ? ("requests", resource["requests.".Length..])
        : ("requests", resource);

    /// <summary>Whether a pod no longer counts: it has ended, or should have long ago.</summary>
    private static bool IsOver(JsonElement pod, DateTimeOffset now)
    {
        if (pod.Member("status").Text("phase") is "Succeeded" or "Failed")
            return true;
        var metadata = pod.Member("metadata");
        var grace = metadata.Number("deletionGracePeriodSeconds") ?? 0;
        return Timestamp.Parse(metadata.Text("deletionTimestamp")) is { } end && end.AddSeconds(grace) < now;
    }
}
