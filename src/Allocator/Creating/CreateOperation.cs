using System.Diagnostics;

namespace Allocator;

/// <summary>The outermost layer of Create: the caller, the time limit, the errors, the trace.</summary>
internal static class CreateOperation
{
    public static async Task<InstanceHandle> RunAsync(
        AllocatorSession session, InstancePlanner planner, CallerLookup callers, CreateOptions options, IProgress<InstanceProgress>? target, CancellationToken cancellationToken)
    {
        using var activity = AllocatorTelemetry.Source.StartActivity("allocator.create");
        activity?.SetTag(AllocatorTelemetry.ServiceTag, planner.Service);
        var progress = new CreateProgress(target, session.Time, session.Logger);
        try
        {
            var handle = await RunInTimeAsync(session, planner, callers, options, progress, cancellationToken).ConfigureAwait(false);
            activity?.SetTag(AllocatorTelemetry.InstanceTag, handle.Name);
            if (progress.IsThereAlready)
                AllocatorTelemetry.Found(planner.Service, progress.Clock.Elapsed);
            else
                AllocatorTelemetry.Created(planner.Service, progress.Clock.Elapsed, progress.Clock.Phases());
            return handle;
        }
        catch (Exception failure)
        {
            var outcome = failure is OperationCanceledException ? "cancelled" : failure is InstanceFailedException failed ? failed.Reason.ToString() : failure.GetType().Name;
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
            AllocatorTelemetry.NotCreated(planner.Service, progress.Clock.Elapsed, outcome);
            throw;
        }
    }

    private static async Task<InstanceHandle> RunInTimeAsync(
        AllocatorSession session, InstancePlanner planner, CallerLookup callers, CreateOptions options, CreateProgress progress, CancellationToken cancellationToken)
    {
        var timeout = planner.Options.CreateTimeout;
        using var limit = new CancellationTokenSource(timeout, session.Time);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await ClusterErrors.ExplainAsync(
                session,
                async () =>
                {
                    var caller = await callers.GetAsync(stopping.Token).ConfigureAwait(false);
                    return await new InstanceCreator(session, planner, caller, options, progress).CreateAsync(stopping.Token).ConfigureAwait(false);
                },
                stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AllocatorException(
                $"An instance of '{planner.Service}' was not created within {timeout.TotalSeconds:0} s ({nameof(ServiceOptions.CreateTimeout)}). " +
                $"What it was doing last: {progress.LastMessage}. What there was of it is being deleted.");
        }
    }
}
