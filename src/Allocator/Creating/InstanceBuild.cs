using System.Text.Json.Nodes;
using Allocator.Readiness;

namespace Allocator;

/// <summary>From a claimed name to a ready instance: places, objects, readiness, commit. Whatever fails, the root is deleted and all goes with it.</summary>
internal sealed class InstanceBuild(AllocatorSession session, ServiceOptions options, InstancePlan plan, RootClaim claim, CreateProgress progress)
{
    private readonly string _name = plan.Name.Name;
    private readonly string _uid = claim.Root.Uid();

    public async Task<InstanceHandle> RunAsync(CancellationToken cancellationToken)
    {
        progress.InstanceName = _name;
        var lease = session.Renewer.Hold(_name, _uid, claim.Root.ResourceVersion(), LeaseTerms.Creation, claim.SentAt, InstanceRecord.Read(claim.Root).Instance.EndsAt);
        try
        {
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost, lease.RunOut);
            try
            {
                var tickets = await TakePlacesAsync(lease, stopping.Token).ConfigureAwait(false);
                using var slot = await session.Creations.EnterAsync(progress, stopping.Token).ConfigureAwait(false);
                await StartAsync(lease, stopping.Token).ConfigureAwait(false);
                await session.Renewer.ReleaseAsync(lease).ConfigureAwait(false);
                var handle = await CommitAsync(lease, tickets, stopping.Token).ConfigureAwait(false);
                progress.Report(InstancePhase.Ready, $"{_name} is ready");
                return handle;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                lease.ThrowIfRunOut();
                if (lease.RunOut.IsCancellationRequested)
                    throw new InstanceLostException(_name, "its creation lease could not be renewed in time");
                throw;
            }
        }
        catch (Exception failure)
        {
            await session.Renewer.ReleaseAsync(lease).ConfigureAwait(false);
            if (failure is InstanceFailedException failed && plan.KeepFailedFor is { } lifetime
                && await KeptInstance.TryKeepFailedAsync(session, lease, lifetime).ConfigureAwait(false) is { } kept)
            {
                throw failed.Keeping(KeptInstance.Describe(session.Namespace, _name, kept));
            }

            await Rollback.DeleteAsync(session, _name, _uid).ConfigureAwait(false);
            throw;
        }
        finally
        {
            lease.Dispose();
        }
    }

    private async Task<List<string>> TakePlacesAsync(HeldLease lease, CancellationToken cancellationToken)
    {
        var tickets = new List<string>(plan.Scopes.Count);
        var patience = new PlacePatience(plan.PlaceTimeout, session.Time);
        foreach (var scope in plan.Scopes)
            tickets.Add(await new TicketTaker(session, scope, lease, patience, progress).TakeAsync(cancellationToken).ConfigureAwait(false));
        return tickets;
    }

    private async Task StartAsync(HeldLease lease, CancellationToken cancellationToken)
    {
        progress.Report(InstancePhase.Creating, $"creating {plan.Objects.Count} object{(plan.Objects.Count == 1 ? "" : "s")} of {_name}");
        var created = await new WorkloadPost(session, plan, lease, options.RejectUnknownFields, progress).PostAllAsync(cancellationToken).ConfigureAwait(false);
        var awaited = created
            .Where(pair => !ObjectStatus.IsReadyAtOnce(pair.Created))
            .Select(pair => new ObjectReference(pair.Prepared.Kind, pair.Created.Name(), pair.Created.Uid()))
            .ToList();
        if (awaited.Count == 0)
            return;

        progress.Report(InstancePhase.Waiting, $"waiting for {string.Join(", ", awaited)}");
        await session.Watches.SyncedAsync(plan.WatchedKinds, cancellationToken).ConfigureAwait(false);
        var instance = new AwaitedInstance(plan.Service, _name, awaited, progress.Clock, new SecretRedactor(SecretValues.Of(plan.Objects)));
        var objects = new InstanceObjects(_name, session.Watches);
        await new InstanceWait(session, options, instance, objects, progress).UntilReadyAsync(progress.Clock.Elapsed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<InstanceHandle> CommitAsync(HeldLease lease, List<string> tickets, CancellationToken cancellationToken)
    {
        lease.ThrowIfRunOut();
        var sentAt = session.Time.GetTimestamp();
        JsonObject root;
        try
        {
            var patch = RootPatch.Commit(_uid, session.Now, plan.Lease, tickets);
            root = await RootWrite.SendAsync(session.Client, session.Namespace, _name, lease.Version, patch, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException gone) when (RootPatch.MeansLost(gone))
        {
            throw new InstanceLostException(_name, "somebody deleted it while it was being created");
        }

        if (root.IsTerminating())
            throw new InstanceLostException(_name, "somebody deleted it while it was being created");
        return ClusterInstanceHandle.Holding(session, options, InstanceRecord.Read(root), sentAt);
    }
}
