using Allocator.Readiness;

namespace Allocator;

/// <summary>Reads the events of an instance's pods and of what controls them.</summary>
internal static class InstanceEvents
{
    public static async Task<IReadOnlyList<InstanceEvent>> ReadAsync(AllocatorSession session, InstanceRecord record, InstancePods pods, CancellationToken cancellationToken)
    {
        // First: without the values that it must hide, nothing is told.
        var redactor = new SecretRedactor((await InstanceSecret.ReadAsync(session, record, cancellationToken).ConfigureAwait(false)).Values);
        var evidence = new ClusterEvidence(session);
        var uids = InstancePods.UidsWithControllers(await pods.AllAsync(cancellationToken).ConfigureAwait(false));
        var events = await Task.WhenAll(uids.Select(uid => evidence.ListAsync(uid, cancellationToken))).ConfigureAwait(false);
        return [.. EventReport.Summarise(events.SelectMany(one => one)).Select(e => e with { Message = redactor.Redact(e.Message) })];
    }
}
