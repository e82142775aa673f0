using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Refuses instances that have pods which cannot be stopped and started again, before anything is changed.</summary>
internal static class UnscalablePods
{
    private static readonly HashSet<string> s_kinds = ["Pod", "Job", "CronJob", "DaemonSet", "ReplicationController"];

    /// <exception cref="AllocatorException">Its template has such an object.</exception>
    public static void Refuse(InstanceRecord instance, OperationGoal goal)
    {
        if (instance.Kinds.Select(kind => kind[(kind.LastIndexOf('/') + 1)..]).FirstOrDefault(s_kinds.Contains) is { } kind)
            throw Refusal(instance, goal, $"it has a {kind}");
    }

    /// <exception cref="AllocatorException">There is a pod that no scalable workload manages.</exception>
    public static void Refuse(InstanceRecord instance, OperationGoal goal, IEnumerable<JsonObject> pods)
    {
        if (pods.FirstOrDefault(pod => !pod.IsTerminating() && !IsScalable(pod.Controller())) is not { } pod)
            return;
        var manager = pod.Controller() is { } controller ? $"{controller.Kind()} {controller.Text("name")} manages" : "nothing manages";
        throw Refusal(instance, goal, $"{manager} its pod {pod.Name()}");
    }

    public static AllocatorException Refusal(InstanceRecord instance, OperationGoal goal, string why) => new(
        $"Instance '{instance.Name}' cannot be {goal.Participle()}: {why}. Only the pods of Deployments, StatefulSets and ReplicaSets can be stopped and started again. " +
        "Nothing was changed. Destroy it and create another instead, or change the template.");

    private static bool IsScalable(JsonObject? controller) => controller is not null && controller.Group() == "apps" && controller.Kind() is "ReplicaSet" or "StatefulSet";
}
