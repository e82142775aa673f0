using Allocator.Readiness;

namespace Allocator;

/// <summary>What follows once an operation is recorded: stop, replace, start, whatever of it the plan has; then the record of its end.</summary>
internal sealed class OperationRun(AllocatorSession session, ServiceOptions options, OperationPlan plan, HeldOperation operation, OperationWatches objects, CreateProgress progress)
{
    private readonly WorkloadScale _scale = new(session, operation, objects);

    private InstanceRecord Instance => plan.Instance;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, operation.Lost);
        try
        {
            var workloads = plan.Workloads;
            if (plan.Stops)
            {
                await StopAsync(workloads, stopping.Token).ConfigureAwait(false);
                if (plan.Operation.Claims.Count > 0)
                    await ResetAsync(stopping.Token).ConfigureAwait(false);
                workloads = [.. workloads.Select(AsItIsNow)];
            }

            if (plan.Operation.Runs)
            {
                if (plan.Stops)
                    await operation.VerifyAsync(stopping.Token).ConfigureAwait(false);
                await StartAsync(workloads, stopping.Token).ConfigureAwait(false);
            }

            await operation.FinishAsync(stopping.Token).ConfigureAwait(false);
            if (plan.Operation.Runs)
                progress.Report(InstancePhase.Ready, $"{Instance.Name} is ready");
            else
                progress.Report(InstancePhase.Suspended, $"{Instance.Name} is suspended");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            operation.ThrowIfLost();
            throw;
        }
    }

    private async Task StopAsync(IReadOnlyList<Workload> workloads, CancellationToken cancellationToken)
    {
        progress.Report(InstancePhase.Stopping, $"stopping the pods of {Instance.Name}");
        var stop = new PodStop(session, plan, objects, progress);
        await StageLimit.RunAsync(
            session.Time,
            options.SuspendTimeout,
            async token =>
            {
                await _scale.ToAsync(workloads, _ => 0, token).ConfigureAwait(false);
                await stop.WaitAsync(token).ConfigureAwait(false);
            },
            () => $"The pods of instance '{Instance.Name}' did not stop within {DurationText.Of(options.SuspendTimeout)} ({nameof(ServiceOptions.SuspendTimeout)}). " +
                $"Still there: {stop.DescribeLeft()}. `kubectl describe` says what holds them. What was begun stays begun: call again to finish it.",
            cancellationToken).ConfigureAwait(false);
    }

    private Task ResetAsync(CancellationToken cancellationToken)
    {
        var reset = new DiskReset(session, plan, objects, progress);
        return StageLimit.RunAsync(
            session.Time,
            options.SuspendTimeout,
            reset.RunAsync,
            () => $"The disk of instance '{Instance.Name}' was not replaced within {DurationText.Of(options.SuspendTimeout)} ({nameof(ServiceOptions.SuspendTimeout)}): " +
                $"{reset.DescribeLeft()}. What was begun stays begun: call again to finish it.",
            cancellationToken);
    }

    private async Task StartAsync(IReadOnlyList<Workload> workloads, CancellationToken cancellationToken)
    {
        var startedAt = session.Time.GetTimestamp();
        var redactor = new SecretRedactor(await SecretsAsync(cancellationToken).ConfigureAwait(false));
        progress.Report(InstancePhase.Waiting, $"starting the pods of {Instance.Name}");
        await StageLimit.RunAsync(
            session.Time,
            options.CreateTimeout,
            async token =>
            {
                await _scale.ToAsync(workloads, workload => plan.Operation.Replicas[workload.Key], token).ConfigureAwait(false);
                var awaited = new AwaitedInstance(Instance.Instance.Service, Instance.Name, Awaited(workloads), progress.Clock, redactor);
                await new InstanceWait(session, options, awaited, objects, progress).UntilReadyAsync(session.Time.GetElapsedTime(startedAt), token).ConfigureAwait(false);
            },
            () => $"Instance '{Instance.Name}' was not resumed within {DurationText.Of(options.CreateTimeout)} ({nameof(ServiceOptions.CreateTimeout)}). " +
                $"What it was doing last: {progress.LastMessage}. What was begun stays begun: call again to finish it.",
            cancellationToken).ConfigureAwait(false);
    }

    private List<ObjectReference> Awaited(IEnumerable<Workload> workloads) =>
    [
        .. workloads.Select(workload => new ObjectReference(workload.Kind, workload.Name, workload.Uid)),
        .. objects.Of(ResourceKind.PersistentVolumeClaim)
            .Where(claim => claim.IsOwnedBy(Instance.Uid))
            .Select(claim => new ObjectReference(ResourceKind.PersistentVolumeClaim, claim.Name(), claim.Uid())),
    ];

    /// <summary>The values that a diagnosis must hide; read before there is anything to diagnose, because then the API server may not answer.</summary>
    private async Task<List<string>> SecretsAsync(CancellationToken cancellationToken)
    {
        if (!Instance.Kinds.Contains("v1/Secret"))
            return [];
        var selector = new ResourceSelector { Labels = $"{Labels.Instance}={Instance.Name}" };
        var secrets = await session.Client.ListAsync(ResourceKind.Secret, session.Namespace, selector, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. secrets.SelectMany(SecretValues.Of)];
    }

    private Workload AsItIsNow(Workload workload) =>
        objects.Find(workload.Kind, workload.Name) is { } now && now.Uid() == workload.Uid ? workload with { Object = now } : workload;
}
