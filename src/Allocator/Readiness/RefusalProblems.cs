using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>Pods that a workload's controller may not create, as the workload's own condition says it.</summary>
internal static class RefusalProblems
{
    public static Problem? Of(JsonObject workload, ReadinessOptions options) =>
        workload.Condition("ReplicaFailure", "True").Text("message") is { } message
            ? Of(workload.Uid(), $"{workload.Kind()} {workload.Name()}", message, options)
            : null;

    public static Problem? Of(string uid, string subject, string message, ReadinessOptions options) =>
        Refusals.ReasonOf(message) is { } reason
            ? new Problem($"refused/{uid}", reason, $"{subject}: its pods are refused: {message}", options.RefusalGrace)
            : null;
}
