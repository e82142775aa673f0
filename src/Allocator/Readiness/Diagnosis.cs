using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>
/// Collects why an instance failed, while its objects are still there, in a time of its own. What cannot be had is left out and said.
/// </summary>
internal sealed class Diagnosis(IInstanceObjects objects, IEventSource events, ILogSource logs, TimeProvider time)
{
    private const int MaxObjectsWithEvents = 12;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Makes the exception for the caller.</summary>
    public async Task<InstanceFailedException> CollectAsync(AwaitedInstance instance, InstanceFailure failure, CancellationToken cancellationToken)
    {
        var phases = instance.Clock.Phases();
        var pods = objects.Pods;
        var statuses = instance.Objects.Select(reference => $"{reference}: {StatusOf(reference, pods)}").ToList();

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var collector = new DiagnosisParts(events, logs, either.Token);
        var eventsPart = collector.ReadEventsAsync(UidsOf(instance, pods));
        var logsPart = collector.ReadLogsAsync(pods);

        var text = new DiagnosisText(instance.Redactor);
        text.Line($"Instance {instance.Name} of service '{instance.Service}' did not become ready ({failure.Reason}): {failure.Message}");
        text.Line($"What to do: {Advice.For(failure.Reason)}");
        text.Section("Phases", [string.Join(", ", phases.Select(phase => $"{phase.Phase} {DiagnosisText.Format(phase.Duration)}"))]);
        text.Section("Objects", statuses);
        text.Section("Pods", pods.OrderBy(PodStatus.IsReady).SelectMany(PodReport.Lines));
        text.Section("Events, newest first", EventReport.Lines(await eventsPart.ConfigureAwait(false)));
        text.Logs(await logsPart.ConfigureAwait(false));
        return new InstanceFailedException(instance.Service, instance.Name, failure.Reason, text.ToString());
    }

    private string StatusOf(ObjectReference reference, IReadOnlyList<JsonObject> pods) =>
        objects.Find(reference.Kind, reference.Name) is { } obj ? ObjectStatus.Of(obj, pods).Text : "not there";

    // Pods first, their claims and their controllers (a Deployment's ReplicaSet is nowhere else), then what was waited for.
    private IEnumerable<string> UidsOf(AwaitedInstance instance, IReadOnlyList<JsonObject> pods) =>
        pods.OrderBy(PodStatus.IsReady).SelectMany(pod => new[] { pod.Uid(), pod.Controller().Text("uid") }.Concat(ClaimsOf(pod)))
            .Concat(instance.Objects.Select(reference => reference.Uid))
            .OfType<string>().Distinct().Take(MaxObjectsWithEvents);

    private IEnumerable<string?> ClaimsOf(JsonObject pod) =>
        ClaimStatus.ClaimsOf(pod).Select(name => objects.Find(ResourceKind.PersistentVolumeClaim, name)?.Uid());
}
