using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Completes the specification of a pod, by itself or in a template.</summary>
internal static class PodSpecDefaults
{
    public static void Set(JsonObject spec)
    {
        foreach (var container in Containers(spec))
            ContainerDefaults.Set(container);
        foreach (var volume in (spec.Array("volumes") ?? []).OfType<JsonObject>())
            VolumeDefaults.Set(volume);
        spec.Default("restartPolicy", "Always");
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("securityContext", new JsonObject());
        spec.Default("schedulerName", "default-scheduler");
        if ((spec.Text("serviceAccountName") ?? spec.Text("serviceAccount")) is { } account)
        {
            spec["serviceAccountName"] = account;
            spec["serviceAccount"] = account;
        }
    }

    /// <summary>Completes what a template leaves open until there is a pod.</summary>
    public static void SetForPod(JsonObject spec)
    {
        spec.Default("enableServiceLinks", true);
        foreach (var resources in Containers(spec).Select(container => container.Object("resources")).OfType<JsonObject>())
        {
            foreach (var (name, limit) in resources.Object("limits") ?? [])
                resources.Child("requests").Default(name, limit!.DeepClone());
        }
    }

    private static IEnumerable<JsonObject> Containers(JsonObject spec) =>
        (spec.Array("initContainers") ?? []).Concat(spec.Array("containers") ?? []).OfType<JsonObject>();
}
