using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>What to do about a root that has the wanted name already.</summary>
internal abstract record NameDecision
{
    /// <summary>It is the instance that the idempotency key means, and it is ready.</summary>
    public sealed record Use(InstanceRecord Instance) : NameDecision;

    /// <summary>It has gone, or is about to: try the same name again.</summary>
    public sealed record Retry : NameDecision;

    /// <summary>It is another's: take another name.</summary>
    public sealed record NextName : NameDecision;
}

/// <summary>Decides by the rules of the idempotency key; a name at random that is taken just gives way to another.</summary>
internal sealed class NamedInstance(AllocatorSession session, InstanceName wanted, CreateProgress progress)
{
    private static readonly TimeSpan s_longestDeletion = TimeSpan.FromSeconds(60);

    public async Task<NameDecision> DecideAsync(JsonObject root, CancellationToken cancellationToken)
    {
        if (!InstanceRecord.IsRoot(root))
            throw TakenName.Error(session, ResourceKind.Lease, root.Name(), "an instance");

        long? deletingSince = null;
        while (true)
        {
            var record = InstanceRecord.Read(root);
            if (wanted.KeyHash is null || record.KeyHash != wanted.KeyHash)
                return new NameDecision.NextName();

            deletingSince = record.Instance.State == InstanceState.Deleting ? deletingSince ?? session.Time.GetTimestamp() : null;
            switch (record.Instance.State)
            {
                case InstanceState.Ready when !session.Expiry.IsOver(record):
                    return new NameDecision.Use(record);
                case not InstanceState.Deleting when session.Expiry.IsOver(record):
                    await ExpiredInstance.RemoveAsync(session, record, cancellationToken).ConfigureAwait(false);
                    break;
                case InstanceState.Failed:
                    progress.Report(InstancePhase.Placing, $"deleting {record.Name}, which failed and was kept");
                    await ExactDelete.TryAsync(session, record.Name, record.Uid, record.ResourceVersion, DeletePropagation.Foreground, cancellationToken).ConfigureAwait(false);
                    break;
                case InstanceState.Deleting when session.Time.GetElapsedTime(deletingSince!.Value) > s_longestDeletion:
                    throw new AllocatorException(
                        $"Instance '{record.Name}' of the same idempotency key is being deleted, but garbage collection has not removed it for " +
                        $"{s_longestDeletion.TotalSeconds:0} s. See `kubectl describe lease {record.Name}` for what holds it, or use another key.");
                case InstanceState.Deleting:
                    progress.Report(InstancePhase.Placing, $"waiting until the previous {record.Name} is gone");
                    break;
                case InstanceState.Suspending or InstanceState.Suspended:
                    throw new AllocatorException(
                        $"Instance '{record.Name}' of the same idempotency key is suspended. Resume it ({nameof(IInstanceAllocator.ResumeAsync)}), destroy it, or use another key.");
                case InstanceState.Resuming or InstanceState.Resetting:
                    progress.Report(InstancePhase.Placing, $"waiting for {record.Name} of this idempotency key, which is being resumed or reset");
                    break;
                default:
                    progress.Report(InstancePhase.Placing, $"waiting for {record.Name}, which another call with this idempotency key is creating");
                    break;
            }

            await LeaseChanges.WaitAsync(session, new ResourceSelector { Fields = $"metadata.name={record.Name}" }, record.ResourceVersion, LeaseChanges.LongestWait, _ => true, cancellationToken).ConfigureAwait(false);
            if (await FindAsync(record.Name, cancellationToken).ConfigureAwait(false) is not { } now)
                return new NameDecision.Retry();
            root = now;
        }
    }

    private async Task<JsonObject?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Client.GetAsync(ResourceKind.Lease, session.Namespace, name, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException gone) when (gone.IsNotFound)
        {
            return null;
        }
    }
}
