using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>A pod's state in a word, as <c>kubectl get</c> shows it.</summary>
/// <param name="Text">The word.</param>
/// <param name="Ready">How many containers are ready.</param>
/// <param name="Restarts">How often containers have been started again.</param>
internal sealed record PodStatusText(string Text, long Ready, long Restarts)
{
    public static PodStatusText Of(StoredObject pod)
    {
        var status = pod.Json.Member("status");
        var reason = status.Text("reason") is { Length: > 0 } text ? text : status.Text("phase");
        var shown = OfInitContainers(pod.Json) ?? OfContainers(status, reason);
        return !pod.IsTerminating ? shown
            : shown with { Text = status.Text("reason") == "NodeLost" ? "Unknown" : "Terminating" };
    }

    /// <summary>The first init container that is not done; null if all are.</summary>
    private static PodStatusText? OfInitContainers(JsonElement pod)
    {
        var restarts = 0L;
        foreach (var (i, container) in pod.Member("status", "initContainerStatuses").Elements().Index())
        {
            restarts += CellText.Count(container, "restartCount");
            var state = container.Member("state");
            if (state.TryMember("terminated", out var terminated))
            {
                if (CellText.Count(terminated, "exitCode") != 0)
                    return new($"Init:{Ended(terminated)}", 0, restarts);
                continue;
            }

            var waiting = state.Member("waiting").Text("reason");
            return waiting is "" or "PodInitializing"
                ? new($"Init:{i}/{pod.Member("spec", "initContainers").Elements().Count()}", 0, restarts)
                : new($"Init:{waiting}", 0, restarts);
        }

        return null;
    }

    private static PodStatusText OfContainers(JsonElement status, string reason)
    {
        var (ready, restarts) = (0L, 0L);
        foreach (var container in status.Member("containerStatuses").Elements().Reverse())
        {
            restarts += CellText.Count(container, "restartCount");
            var state = container.Member("state");
            if (state.Member("waiting").Text("reason") is { Length: > 0 } waiting)
                reason = waiting;
            else if (state.TryMember("terminated", out var terminated))
                reason = Ended(terminated);
            else if (container.Flag("ready") && state.Has("running"))
                ready++;
        }

        if (reason == "Completed" && ready > 0)
            reason = IsReady(status) ? "Running" : "NotReady";
        return new(reason, ready, restarts);
    }

    private static string Ended(JsonElement terminated) =>
        terminated.Text("reason") is { Length: > 0 } reason ? reason
        : CellText.Count(terminated, "signal") is not 0 and var signal ? $"Signal:{signal}"
        : $"ExitCode:{CellText.Count(terminated, "exitCode")}";

    private static bool IsReady(JsonElement status) =>
        status.Member("conditions").Elements().Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");
}
