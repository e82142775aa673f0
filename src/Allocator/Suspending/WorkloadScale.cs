using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// Sets the replicas of an instance's workloads. Each write has the version of the workload that was read before the record said that this operation is nobody else's, and leaves the operation's
/// token on the workload: so once another operation has written, none that it took over from can write any more, however late.
/// </summary>
internal sealed class WorkloadScale(AllocatorSession session, HeldOperation operation, OperationWatches objects)
{
    private const int MostAttempts = 12;

    /// <summary>Scales the workloads.</summary>
    /// <param name="workloads">As they were before the record was last read or written.</param>
    /// <param name="replicas">How many each gets.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task ToAsync(IEnumerable<Workload> workloads, Func<Workload, long> replicas, CancellationToken cancellationToken) =>
        Task.WhenAll(workloads.Select(workload => ToAsync(workload, replicas(workload), cancellationToken)));

    private async Task ToAsync(Workload workload, long replicas, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                objects.Expect(await PatchAsync(workload, replicas, cancellationToken).ConfigureAwait(false));
                return;
            }
            catch (KubernetesException changed) when (attempt < MostAttempts && (changed.IsConflict || changed.IsInvalid || changed.IsNotFound))
            {
                workload = await ReadAsync(workload, cancellationToken).ConfigureAwait(false);
                if (IsDone(workload, replicas))
                {
                    objects.Expect(workload.Object);
                    return;
                }

                if (changed.IsInvalid)
                    throw;
            }

            // Only now: who has taken over in the meantime is seen, and who does so later finds this write.
            await operation.VerifyAsync(cancellationToken).ConfigureAwait(false);
            if (attempt > 1)
                await session.BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<JsonObject> PatchAsync(Workload workload, long replicas, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = workload.Uid,
                ["resourceVersion"] = workload.Object.ResourceVersion(),
                ["annotations"] = new JsonObject { [Annotations.Operation] = operation.Token },
            },
            ["spec"] = new JsonObject { ["replicas"] = replicas },
        };
        return session.Client.PatchAsync(workload.Kind, session.Namespace, workload.Name, PatchKind.Merge, patch, null, cancellationToken);
    }

    private async Task<Workload> ReadAsync(Workload workload, CancellationToken cancellationToken)
    {
        try
        {
            var now = await session.Client.GetAsync(workload.Kind, session.Namespace, workload.Name, cancellationToken).ConfigureAwait(false);
            if (now.Uid() == workload.Uid)
                return workload with { Object = now };
        }
        catch (KubernetesException gone) when (gone.IsNotFound)
        {
        }

        throw new AllocatorException($"{workload} is gone; somebody deleted it. Destroy the instance and create another.");
    }

    private bool IsDone(Workload workload, long replicas) =>
        workload.Object.Annotation(Annotations.Operation) == operation.Token && workload.Replicas == replicas;
}
