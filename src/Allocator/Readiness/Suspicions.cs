using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>Finds what is suspicious.</summary>
internal static class Suspicions
{
    /// <summary>A workload that is not ready and lacks pods. (Deployments say in a condition why.)</summary>
    public static Suspicion? OfWorkload(JsonObject workload, IReadOnlyList<JsonObject> pods)
    {
        var uid = workload.Uid();
        var own = pods.Where(pod => pod.IsOwnedBy(uid)).ToList();
        var lacks = (workload.Group(), workload.Kind()) switch
        {
            // One pod after the other: the next one is due when those that exist are ready.
            ("apps", "StatefulSet") => own.Count < WorkloadStatus.Wanted(workload) && own.All(PodStatus.IsReady),
            ("apps", "ReplicaSet") or ("", "ReplicationController") => own.Count < WorkloadStatus.Wanted(workload),
            ("apps", "DaemonSet") => own.Count < WorkloadStatus.WantedByDaemonSet(workload),
            ("batch", "Job") => own.Count == 0,
            _ => false,
        };
        return lacks ? new Suspicion(SuspicionKind.LacksPods, uid, $"{workload.Kind()} {workload.Name()}", TimeSpan.Zero) : null;
    }

    /// <summary>The claims that a pod waits for.</summary>
    public static IEnumerable<Suspicion> OfClaims(JsonObject pod, IInstanceObjects objects, ReadinessOptions options) =>
        from name in ClaimStatus.ClaimsOf(pod)
        let claim = objects.Find(ResourceKind.PersistentVolumeClaim, name)
        where claim is not null && claim.Text("status", "phase") == "Pending"
        select new Suspicion(
            SuspicionKind.Unbound,
            claim.Uid(),
            $"PersistentVolumeClaim {name}",
            PodProblems.WaitsForClaim(pod) ? TimeSpan.Zero : options.SuspicionGrace);

    /// <summary>A pod that has its node but not its containers, or an image that may not be there.</summary>
    public static Suspicion? OfPod(JsonObject pod, PodProblems problems, ReadinessOptions options)
    {
        if (pod.IsTerminating() || pod.Text("spec", "nodeName") is null)
            return null;
        if (problems.PullDoubts(pod) is > 0 and var doubts)
            return new Suspicion(SuspicionKind.NoContainers, pod.Uid(), $"pod {pod.Name()}", TimeSpan.Zero) { Stage = doubts };
        return PodStatus.Containers(pod).All(container => container.Waiting.Text("reason") is "ContainerCreating" or "PodInitializing")
            ? new Suspicion(SuspicionKind.NoContainers, pod.Uid(), $"pod {pod.Name()}", options.SuspicionGrace)
            : null;
    }
}
