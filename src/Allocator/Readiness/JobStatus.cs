using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>The status of a Job: one that runs to its end is ready at its end, one that starts a service when a pod of it is ready.</summary>
internal static class JobStatus
{
    public static ObjectStatus Of(JsonObject job, IReadOnlyList<JsonObject> pods)
    {
        if (job.Condition("Failed", "True") is { } failed)
            return new ObjectStatus.Failed(InstanceFailureReason.JobFailed, failed.Explanation() + LastPodOf(job, pods));
        if (job.Condition("Complete", "True") is not null || job.Flag("spec", "suspend"))
            return ObjectStatus.IsReady;
        var uid = job.Uid();
        if (Serves(job.Object("spec", "template", "spec")))
        {
            return pods.Any(pod => pod.IsOwnedBy(uid) && PodStatus.IsReady(pod))
                ? ObjectStatus.IsReady
                : new ObjectStatus.InProgress("no pod is ready");
        }
        var (wanted, done) = (job.Number("spec", "completions") ?? 1, job.Number("status", "succeeded") ?? 0);
        return new ObjectStatus.InProgress($"{done} of {wanted} completed, {job.Number("status", "active") ?? 0} running");
    }

    /// <summary>Whether a pod offers something: a container has a port or says when it is ready.</summary>
    public static bool Serves(JsonObject? podSpec) =>
        podSpec.Items("containers").Any(container => container.Items("ports").Any() || container.Object("readinessProbe") is not null);

    // The condition only says that there were too many failures, not what failed.
    private static string LastPodOf(JsonObject job, IReadOnlyList<JsonObject> pods) =>
        pods.LastOrDefault(pod => pod.IsOwnedBy(job.Uid()) && pod.Text("status", "phase") == "Failed") is { } pod
            ? $"; pod {pod.Name()}: {PodStatus.FailureOf(pod)}"
            : "";
}
