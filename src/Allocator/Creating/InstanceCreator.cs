namespace Allocator;

/// <summary>One Create: claims a name, then builds the instance, or returns the one that an idempotency key means.</summary>
internal sealed class InstanceCreator(AllocatorSession session, InstancePlanner planner, Caller caller, CreateOptions options, CreateProgress progress)
{
    public async Task<InstanceHandle> CreateAsync(CancellationToken cancellationToken)
    {
        for (var counter = 0; ;)
        {
            progress.Report(InstancePhase.Rendering, $"rendering the template of '{planner.Service}'");
            var name = options.IdempotencyKey is { } key
                ? InstanceName.FromKey(planner.Service, caller.OwnerHash, key, counter)
                : InstanceName.Random(planner.Service, session.Random);
            var plan = await planner.PlanAsync(name, caller, options, cancellationToken).ConfigureAwait(false);
            session.Watches.Start(plan.WatchedKinds);

            session.Sweep.Begin(planner.Service);
            progress.Report(InstancePhase.Placing, $"claiming {name.Name}");
            if (await ClaimAsync(plan, cancellationToken).ConfigureAwait(false) is not { } claim)
                continue;
            if (claim.IsOurs)
                return await new InstanceBuild(session, planner.Options, plan, claim, progress).RunAsync(cancellationToken).ConfigureAwait(false);

            switch (await new NamedInstance(session, name, progress).DecideAsync(claim.Root, cancellationToken).ConfigureAwait(false))
            {
                case NameDecision.Use use when await TakeOverAsync(use.Instance, cancellationToken).ConfigureAwait(false) is { } handle:
                    progress.IsThereAlready = true;
                    progress.Report(InstancePhase.Ready, $"{handle.Name} is there already");
                    return handle;
                case NameDecision.NextName:
                    counter++;
                    break;
            }
        }
    }

    /// <summary>The POST is not cancelled with the caller: what it created must be known to be deleted.</summary>
    private async Task<RootClaim?> ClaimAsync(InstancePlan plan, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var abandoned = new CancellationTokenSource(Timeout.InfiniteTimeSpan, session.Time);
        var claiming = RootClaim.PostAsync(session, RootClaim.Build(plan, session), abandoned.Token);
        try
        {
            return await claiming.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            abandoned.CancelAfter(LeaseTerms.Rollback);
            await Rollback.AbandonAsync(session, claiming).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Renews a ready instance before it is handed out, for its lease may be about to run out; null if it is gone.</summary>
    private async Task<InstanceHandle?> TakeOverAsync(InstanceRecord instance, CancellationToken cancellationToken)
    {
        var sentAt = session.Time.GetTimestamp();
        if (instance.Lease is null)
            return ClusterInstanceHandle.Holding(session, planner.Options, instance, sentAt);
        try
        {
            var renewal = RootPatch.Renewal(instance.Uid, session.Now);
            var root = await RootWrite.SendAsync(
                session.Client, session.Namespace, instance.Name, instance.ResourceVersion, renewal, cancellationToken).ConfigureAwait(false);
            return root.IsTerminating() ? null : ClusterInstanceHandle.Holding(session, planner.Options, InstanceRecord.Read(root), sentAt);
        }
        catch (KubernetesException gone) when (RootPatch.MeansLost(gone))
        {
            return null;
        }
    }
}
