using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Finds the parts of built-in kinds that controllers create further objects from.</summary>
internal static class PodTemplates
{
    /// <summary>The pod template of an object, or the object itself if it is a pod; null if it makes no pods that we know of.</summary>
    public static JsonObject? Of(ResourceKind kind, JsonObject obj) => (kind.Group, kind.Kind) switch
    {
        ("", "Pod") => obj,
        ("apps", "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet") or ("", "ReplicationController") or ("batch", "Job") =>
            obj.ObjectAt("spec", "template"),
        ("batch", "CronJob") => obj.ObjectAt("spec", "jobTemplate", "spec", "template"),
        _ => null,
    };

    /// <summary>The claims that a StatefulSet makes for each of its pods.</summary>
    public static IEnumerable<JsonObject> ClaimTemplates(JsonObject obj) =>
        obj.StringAt("kind") == "StatefulSet" ? obj.ObjectsAt("spec", "volumeClaimTemplates") : [];

    /// <summary>The volumes of an object's pods.</summary>
    public static IEnumerable<JsonObject> Volumes(ResourceKind kind, JsonObject obj) => Of(kind, obj).ObjectsAt("spec", "volumes");

    /// <summary>Whether the object's pods have claims.</summary>
    public static bool MountsClaims(ResourceKind kind, JsonObject obj) =>
        ClaimTemplates(obj).Any() || Volumes(kind, obj).Any(volume => volume.ObjectAt("persistentVolumeClaim") is not null);

    /// <summary>How many pods an object asks for; 0 if it makes none that we know of.</summary>
    public static int Replicas(ResourceKind kind, JsonObject obj) => (kind.Group, kind.Kind) switch
    {
        ("", "Pod") or ("batch", "Job") => 1,
        _ when Of(kind, obj) is null || kind.Kind is "DaemonSet" or "CronJob" => 0,
        _ => (int)(obj.Number("spec", "replicas") ?? 1),
    };

    /// <summary>Everything with a <c>metadata</c> that objects in the cluster get: the object, its job, pod and claim templates.</summary>
    public static IEnumerable<(JsonObject Holder, string Path)> MetadataHolders(ResourceKind kind, JsonObject obj)
    {
        yield return (obj, "metadata");
        if (kind is { Group: "batch", Kind: "CronJob" } && obj.ObjectAt("spec", "jobTemplate") is { } job)
            yield return (job, "spec.jobTemplate.metadata");
        if (Of(kind, obj) is { } pod && pod != obj)
            yield return (pod, kind.Kind == "CronJob" ? "spec.jobTemplate.spec.template.metadata" : "spec.template.metadata");
        var index = 0;
        foreach (var claim in ClaimTemplates(obj))
            yield return (claim, $"spec.volumeClaimTemplates[{index++}].metadata");
    }
}
