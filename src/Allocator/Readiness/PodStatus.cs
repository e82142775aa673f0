using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>The status of a pod that is waited for itself, and what a pod is doing.</summary>
internal static class PodStatus
{
    public static ObjectStatus Of(JsonObject pod) => pod.Text("status", "phase") switch
    {
        "Succeeded" => ObjectStatus.IsReady,
        "Failed" => new ObjectStatus.Failed(InstanceFailureReason.PodFailed, FailureOf(pod)),
        _ when IsReady(pod) => ObjectStatus.IsReady,
        _ => new ObjectStatus.InProgress(Doing(pod)),
    };

    public static bool IsReady(JsonObject pod) =>
        pod.Text("status", "phase") == "Running" && pod.Condition("Ready", "True") is not null && !pod.IsTerminating();

    /// <summary>Why a pod in phase Failed failed: its own reason (evicted, rejected by its node), or how its containers ended.</summary>
    public static string FailureOf(JsonObject pod)
    {
        if (pod.Text("status", "reason") is not null || pod.Text("status", "message") is not null)
            return pod.Object("status").Explanation();
        var ended = Containers(pod).Where(container => container.Terminated is { } end && end.Number("exitCode") is not 0)
            .Select(container => $"container {container.Name} ended: {PodContainer.EndOf(container.Terminated!)}");
        return string.Join("; ", ended) is { Length: > 0 } text ? text : "it failed without a reason";
    }

    /// <summary>What a pod that is not ready is doing, in a few words.</summary>
    public static string Doing(JsonObject pod)
    {
        if (pod.IsTerminating())
            return "terminating";
        if (pod.Condition("PodScheduled", "False") is { } unscheduled)
            return unscheduled.Explanation();
        if (pod.Text("spec", "nodeName") is null)
            return "waiting for the scheduler";
        foreach (var container in Containers(pod))
        {
            if (container.Waiting is { } waiting && waiting.Text("reason") is not (null or "PodInitializing"))
                return waiting.Text("reason") == "ContainerCreating" ? "ContainerCreating" : $"container {container.Name}: {waiting.Explanation()}";
            if (container.Terminated is { } ended && (!container.IsInit || ended.Number("exitCode") is not 0))
                return $"container {container.Name} ended: {PodContainer.EndOf(ended)}";
            if (container.IsInit && container.Status.Object("state", "running") is not null && !container.Status.Flag("ready"))
                return $"init container {container.Name} is running";
        }
        return pod.Text("status", "phase") == "Running" ? "running, not ready yet" : "starting";
    }

    /// <summary>The pod's containers that have a status, init containers first.</summary>
    public static IEnumerable<PodContainer> Containers(JsonObject pod) =>
        pod.Items("status", "initContainerStatuses").Select(status => new PodContainer(status, IsInit: true))
            .Concat(pod.Items("status", "containerStatuses").Select(status => new PodContainer(status, IsInit: false)));
}
