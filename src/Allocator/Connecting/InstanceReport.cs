using System.Text.Json.Nodes;
using Allocator.Readiness;

namespace Allocator;

/// <summary>What an instance is doing: its pods, their events and logs. Nothing of it fails.</summary>
internal static class InstanceReport
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    public static async Task<string> CollectAsync(AllocatorSession session, InstanceRecord record, InstancePods source, TimeSpan? logsOfLast, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_timeout, session.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // First: without the values that it must hide, there is no report.
            var secret = await InstanceSecret.ReadAsync(session, record, either.Token).ConfigureAwait(false);
            var text = new DiagnosisText(new SecretRedactor(secret.Values));
            await WriteAsync(text, session, record, await source.AllAsync(either.Token).ConfigureAwait(false), logsOfLast, either.Token).ConfigureAwait(false);
            return text.ToString();
        }
        catch (Exception failure)
        {
            return $"Instance {record.Name}: what it is doing cannot be found out: " +
                (timeout.IsCancellationRequested ? $"the API server did not answer within {DurationText.Of(s_timeout)}" : failure.Message);
        }
    }

    private static async Task WriteAsync(
        DiagnosisText text, AllocatorSession session, InstanceRecord record, IReadOnlyList<JsonObject> pods, TimeSpan? logsOfLast, CancellationToken cancellationToken)
    {
        var evidence = new ClusterEvidence(session);
        var parts = new DiagnosisParts(evidence, evidence, cancellationToken);
        var events = parts.ReadEventsAsync(InstancePods.UidsWithControllers(pods));
        var logs = parts.ReadAllLogsAsync(pods, logsOfLast);
        text.Line($"Instance {record.Name} of service '{record.Instance.Service}' in namespace {record.Instance.Namespace}:");
        text.Section("Pods", pods.Count == 0 ? ["none"] : pods.OrderBy(PodStatus.IsReady).SelectMany(PodReport.Lines));
        text.Section("Events, newest first", EventReport.Lines(await events.ConfigureAwait(false)));
        text.Logs(await logs.ConfigureAwait(false));
    }
}
