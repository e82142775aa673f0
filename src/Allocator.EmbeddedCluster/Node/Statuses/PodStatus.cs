using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The status of a pod that the node runs.</summary>
internal static class PodStatus
{
    /// <param name="pod">The pod as it is stored.</param>
    /// <param name="slots">Its containers.</param>
    /// <param name="startTime">When the node took it up.</param>
    /// <param name="hostAddress">The node's address.</param>
    /// <param name="podAddress">The pod's address; null while it is not to be told.</param>
    /// <param name="now">Now.</param>
    public static JsonObject Of(
        StoredObject pod, IReadOnlyList<ContainerSlot> slots, DateTimeOffset startTime, string hostAddress, string? podAddress, DateTimeOffset now)
    {
        var current = pod.Json.Member("status");
        var phase = PodPhase.Of(slots, RestartPolicyOf(pod));
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["conditions"] = PodConditions.Of(slots, phase, current.Member("conditions"), Timestamp.Format(now)),
            ["hostIP"] = hostAddress,
        };
        AddAddress(status, podAddress);
        status["startTime"] = Timestamp.Format(startTime);
        AddContainers(status, slots);
        AddKept(status, pod);
        return status;
    }

    /// <summary>The status of a pod that took longer than it may. It has no conditions; its containers are as they were, but not ready.</summary>
    public static JsonObject DeadlineExceeded(
        StoredObject pod, IReadOnlyList<ContainerSlot> slots, DateTimeOffset startTime, string? podAddress, string message)
    {
        var status = new JsonObject { ["phase"] = PodPhase.Failed, ["message"] = message, ["reason"] = "DeadlineExceeded" };
        AddAddress(status, podAddress);
        status["startTime"] = Timestamp.Format(startTime);
        AddContainers(status, slots);
        foreach (var container in status.Array("containerStatuses")!.OfType<JsonObject>())
        {
            container["ready"] = false;
            container.Remove("started");
        }

        AddKept(status, pod);
        return status;
    }

    public static string RestartPolicyOf(StoredObject pod) =>
        pod.Json.Member("spec").Text("restartPolicy") is { Length: > 0 } policy ? policy : "Always";

    private static void AddAddress(JsonObject status, string? podAddress)
    {
        if (podAddress is null)
            return;
        status["podIP"] = podAddress;
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = podAddress });
    }

    private static void AddContainers(JsonObject status, IReadOnlyList<ContainerSlot> slots)
    {
        var unstarted = slots.Any(slot => slot.Spec.IsInit) ? WaitingState.Initializing : WaitingState.Creating;
        foreach (var group in slots.GroupBy(slot => slot.Spec.IsInit ? "initContainerStatuses" : "containerStatuses"))
            status[group.Key] = new JsonArray([.. group.Select(slot => ContainerStatus.Of(slot, unstarted))]);
    }

    private static void AddKept(JsonObject status, StoredObject pod)
    {
        if (pod.Json.Member("status").Text("qosClass") is { Length: > 0 } qosClass)
            status["qosClass"] = qosClass;
    }
}
