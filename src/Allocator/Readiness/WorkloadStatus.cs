using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>The status of workloads that keep a number of pods running.</summary>
internal static class WorkloadStatus
{
    public static ObjectStatus OfDeployment(JsonObject obj)
    {
        if (obj.Condition("Progressing", "False") is { } stuck && stuck.Text("reason") == "ProgressDeadlineExceeded")
            return new ObjectStatus.Failed(InstanceFailureReason.Other, stuck.Explanation());
        var wanted = Wanted(obj);
        if (Unobserved(obj) is { } unobserved)
            return unobserved;
        return FirstBelow(wanted, ("created", Count(obj, "replicas")), ("updated", Count(obj, "updatedReplicas")))
            ?? Above(wanted, Count(obj, "replicas"))
            ?? FirstBelow(wanted, ("available", Count(obj, "availableReplicas")))
            ?? (obj.Condition("Available") is { } available && available.Text("status") != "True"
                ? new ObjectStatus.InProgress(available.Explanation())
                : ObjectStatus.IsReady);
    }

    public static ObjectStatus OfReplicaSet(JsonObject obj)
    {
        var wanted = Wanted(obj);
        return Unobserved(obj)
            ?? FirstBelow(wanted, ("created", Count(obj, "replicas")), ("available", Count(obj, "availableReplicas")))
            ?? Above(wanted, Count(obj, "replicas"))
            ?? ObjectStatus.IsReady;
    }

    public static ObjectStatus OfStatefulSet(JsonObject obj)
    {
        var wanted = Wanted(obj);
        var unfinished = Unobserved(obj)
            ?? FirstBelow(wanted, ("created", Count(obj, "replicas")), ("ready", Count(obj, "readyReplicas")))
            ?? Above(wanted, Count(obj, "replicas"));
        if (unfinished is not null)
            return unfinished;
        if ((obj.Number("spec", "minReadySeconds") ?? 0) > 0 && FirstBelow(wanted, ("available", Count(obj, "availableReplicas"))) is { } early)
            return early;
        // OnDelete leaves the revision of running pods to whoever deletes them.
        if (obj.Text("spec", "updateStrategy", "type") == "OnDelete")
            return ObjectStatus.IsReady;
        var partition = obj.Number("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
        return FirstBelow(wanted - partition, ("updated", Count(obj, "updatedReplicas"))) ?? ObjectStatus.IsReady;
    }

    public static ObjectStatus OfDaemonSet(JsonObject obj)
    {
        if (Unobserved(obj) is { } unobserved)
            return unobserved;
        var wanted = WantedByDaemonSet(obj);
        var updated = obj.Text("spec", "updateStrategy", "type") == "OnDelete" ? wanted : Count(obj, "updatedNumberScheduled");
        return FirstBelow(
                wanted,
                ("created", Count(obj, "currentNumberScheduled")),
                ("updated", updated),
                ("available", Count(obj, "numberAvailable")),
                ("ready", Count(obj, "numberReady")))
            ?? ObjectStatus.IsReady;
    }

    /// <summary>How many pods a workload with <c>replicas</c> asks for.</summary>
    public static long Wanted(JsonObject obj) => obj.Number("spec", "replicas") ?? 1;

    /// <summary>How many pods a DaemonSet asks for; at least one before its controller has counted the nodes.</summary>
    public static long WantedByDaemonSet(JsonObject obj) => Unobserved(obj) is null ? Count(obj, "desiredNumberScheduled") : 1;

    // These controllers always write observedGeneration; without it nobody has looked at the object yet.
    private static ObjectStatus.InProgress? Unobserved(JsonObject obj) =>
        obj.Number("status", "observedGeneration") is null ? new ObjectStatus.InProgress("its controller has not seen it yet") : null;

    private static long Count(JsonObject obj, string field) => obj.Number("status", field) ?? 0;

    private static ObjectStatus.InProgress? FirstBelow(long wanted, params ReadOnlySpan<(string What, long Count)> counts)
    {
        foreach (var (what, count) in counts)
        {
            if (count < wanted)
                return new ObjectStatus.InProgress($"{count} of {wanted} {what}");
        }
        return null;
    }

    private static ObjectStatus.InProgress? Above(long wanted, long count) =>
        count > wanted ? new ObjectStatus.InProgress($"{count - wanted} too many, to be deleted") : null;
}
