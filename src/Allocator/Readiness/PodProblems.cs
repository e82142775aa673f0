using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>What keeps pods from becoming ready. It remembers what one look at a pod does not show.</summary>
internal sealed class PodProblems(ReadinessOptions options)
{
    private readonly ImagePulls _images = new(options);
    private readonly Dictionary<string, HashSet<string>> _failedPods = [];

    /// <summary>The problems of a pod.</summary>
    public IEnumerable<Problem> Of(JsonObject pod)
    {
        if (pod.IsTerminating())
            return [];
        if (pod.Text("status", "phase") == "Failed")
            return OfFailed(pod) is { } failed ? [failed] : [];
        if (OfScheduling(pod) is { } unschedulable)
            return [unschedulable];
        return PodStatus.Containers(pod).Select(container => OfContainer(pod, container)).OfType<Problem>();
    }

    /// <summary>Whether a pod waits for a claim to be bound, which is the claim's problem and may take its time.</summary>
    public static bool WaitsForClaim(JsonObject pod) =>
        pod.Condition("PodScheduled", "False").Text("message") is { } message
        && message.Contains("unbound immediate PersistentVolumeClaims", StringComparison.Ordinal);

    /// <summary>A number that grows while images of the pod cannot be pulled but perhaps will be; 0 if there is no such doubt.</summary>
    public int PullDoubts(JsonObject pod) => PodStatus.Containers(pod)
        .Where(container => container.Waiting is not null)
        .Sum(container => _images.Doubts(KeyOf(pod, container.Name), ImageOf(pod, container.Name)));

    /// <summary>Takes what a pod's events say of its image pulls.</summary>
    public void Learn(JsonObject pod, IReadOnlyList<JsonObject> newestFirst)
    {
        foreach (var failed in PodEvents.FailedPulls(newestFirst))
            _images.Learn(KeyOf(pod, failed.Container), failed);
    }

    private Problem? OfScheduling(JsonObject pod) =>
        pod.Condition("PodScheduled", "False") is { } condition && condition.Text("reason") == "Unschedulable" && !WaitsForClaim(pod)
            ? new Problem(
                $"scheduling/{OwnerOf(pod)}",
                InstanceFailureReason.Unschedulable,
                $"no node takes pod {pod.Name()}: {condition.Text("message")}",
                options.UnschedulableGrace)
            : null;

    // A controller replaces a failed pod, a Job says itself when it gives up, and a bare pod is judged as an object of the instance.
    private Problem? OfFailed(JsonObject pod)
    {
        if (pod.Controller() is not { } owner || owner.Text("kind") == "Job" || owner.Text("uid") is not { } uid)
            return null;
        if (!_failedPods.TryGetValue(uid, out var failed))
            _failedPods[uid] = failed = [];
        failed.Add(pod.Uid());
        if (failed.Count <= options.MaxRestarts)
            return null;
        var message = $"{failed.Count} pods failed, the last is {pod.Name()}: {PodStatus.FailureOf(pod)}";
        return new Problem($"failed/{uid}", InstanceFailureReason.PodFailed, message, TimeSpan.Zero);
    }

    private Problem? OfContainer(JsonObject pod, PodContainer container)
    {
        var key = KeyOf(pod, container.Name);
        var subject = $"pod {pod.Name()}: {(container.IsInit ? "init container" : "container")} {container.Name}";
        if (container.Waiting is { } waiting)
        {
            if (_images.Observe(key, subject, ImageOf(pod, container.Name), waiting) is { } unpulled)
                return unpulled;
            if (ContainerProblems.IsConfigError(waiting.Text("reason")))
                return ContainerProblems.Config(key, subject, waiting.Explanation(), options);
        }
        if (container.LastEnd is { } end && container.Status.Object("state", "running") is null && ContainerProblems.IsStartError(end))
            return ContainerProblems.Config(key, subject, PodContainer.EndOf(end), options);
        return IsRetriedByJob(pod) ? null : ContainerProblems.CrashLoop(key, subject, pod, container, options);
    }

    private static bool IsRetriedByJob(JsonObject pod) => pod.Controller().Text("kind") == "Job" && !JobStatus.Serves(pod.Object("spec"));

    private static string KeyOf(JsonObject pod, string container) => $"{pod.Uid()}/{container}";

    private static string OwnerOf(JsonObject pod) => pod.Controller().Text("uid") ?? pod.Uid();

    // The status names the image as the runtime resolved it, the spec as the template wrote it.
    private static string ImageOf(JsonObject pod, string container) =>
        pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers"))
            .FirstOrDefault(spec => spec.Text("name") == container).Text("image") ?? "";
}
