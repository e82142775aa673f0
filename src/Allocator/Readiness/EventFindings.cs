using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>What the events of a suspicious object mean.</summary>
internal static class EventFindings
{
    /// <summary>The problem that the events tell of; null if they tell of none.</summary>
    public static Problem? Of(Suspicion suspicion, IReadOnlyList<JsonObject> newestFirst, ReadinessOptions options) => suspicion.Kind switch
    {
        SuspicionKind.LacksPods when newestFirst.FirstOrDefault(e => e.Text("reason") == "FailedCreate") is { } refused =>
            RefusalProblems.Of(suspicion.Uid, suspicion.Subject, refused.Text("message") ?? "", options),
        SuspicionKind.Unbound when newestFirst.FirstOrDefault(IsFinal) is { } failed => new Problem(
            $"claim/{suspicion.Uid}",
            InstanceFailureReason.VolumeFailed,
            $"{suspicion.Subject} gets no volume: {failed.Text("message")}",
            TimeSpan.Zero),
        _ => null,
    };

    // Provisioners try again; what fails twice in the same way, or names a class that is not there, goes on failing.
    private static bool IsFinal(JsonObject e)
    {
        var message = e.Text("message") ?? "";
        return e.Text("reason") switch
        {
            "ProvisioningFailed" => !TransientErrors.IsTransient(message)
                && (EventTimes.CountOf(e) > 1 || message.Contains("storageclass", StringComparison.OrdinalIgnoreCase)),
            "FailedBinding" => message.Contains("no storage class is set", StringComparison.Ordinal),
            _ => false,
        };
    }
}
