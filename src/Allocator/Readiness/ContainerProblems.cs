using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>What keeps a container that has its image from running.</summary>
internal static class ContainerProblems
{
    public static bool IsConfigError(string? waitingReason) => waitingReason is
        "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError" or "ImageInspectError"
        or "PreCreateHookError" or "PreStartHookError" or "PostStartHookError";

    /// <summary>Whether the runtime could not start the program at all; the kubelet then goes on as if it had crashed.</summary>
    public static bool IsStartError(JsonObject terminated) => terminated.Text("reason") is "StartError" or "ContainerCannotRun";

    public static Problem Config(string key, string subject, string error, ReadinessOptions options) =>
        new($"config/{key}", InstanceFailureReason.ContainerConfig, $"{subject} cannot be started: {error}", options.ContainerConfigGrace);

    /// <summary>A crash loop: the container has been restarted too often, or has ended and would be restarted once too often.</summary>
    public static Problem? CrashLoop(string key, string subject, JsonObject pod, PodContainer container, ReadinessOptions options)
    {
        var ended = container.Terminated is { } end && WillRestart(pod, end) || container.Waiting.Text("reason") == "CrashLoopBackOff";
        var restarts = container.Restarts + (ended ? 1 : 0);
        if (restarts <= options.MaxRestarts)
            return null;
        var last = container.LastEnd is { } lastEnd ? $", the last time with {PodContainer.EndOf(lastEnd)}" : "";
        var message = $"{subject} ended {restarts} {(restarts == 1 ? "time" : "times")}{last}";
        return new Problem($"crash/{key}", InstanceFailureReason.CrashLoop, message, TimeSpan.Zero);
    }

    private static bool WillRestart(JsonObject pod, JsonObject terminated) =>
        terminated.Number("exitCode") is not 0 && pod.Text("spec", "restartPolicy") != "Never";
}
