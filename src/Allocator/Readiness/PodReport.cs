using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>A pod's state in lines for a person.</summary>
internal static class PodReport
{
    public static IEnumerable<string> Lines(JsonObject pod)
    {
        var node = pod.Text("spec", "nodeName") is { } name ? $" on {name}" : "";
        var phase = pod.Text("status", "phase") ?? "no phase";
        var state = PodStatus.IsReady(pod) ? "ready" : phase == "Failed" ? PodStatus.FailureOf(pod) : PodStatus.Doing(pod);
        yield return $"{pod.Name()}{node}: {phase}, {state}";
        foreach (var container in PodStatus.Containers(pod))
        {
            var role = container.IsInit ? "init " : "";
            yield return $"  {role}{container.Name} ({container.Status.Text("image")}): {State(container)}{Past(container)}";
        }
    }

    private static string State(PodContainer container) =>
        container.Waiting is { } waiting ? $"waiting, {waiting.Explanation()}"
        : container.Terminated is { } ended ? $"ended, {PodContainer.EndOf(ended)}"
        : container.Status.Object("state", "running") is null ? "unknown"
        : container.Status.Flag("ready") || container.IsInit ? "running"
        : "running, not ready";

    private static string Past(PodContainer container)
    {
        var restarts = container.Restarts switch { 0 => "", 1 => "; 1 restart", var count => $"; {count} restarts" };
        return container.Status.Object("lastState", "terminated") is { } last ? $"{restarts}; before that {PodContainer.EndOf(last)}" : restarts;
    }
}
