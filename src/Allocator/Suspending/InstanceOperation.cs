using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Suspend, Resume and ResetDisk: looks at the instance, records what is intended, and does it.</summary>
internal static partial class InstanceOperation
{
    private const int MostAttempts = 8;

    /// <param name="session">The process' session.</param>
    /// <param name="options">The service's options.</param>
    /// <param name="instance">The instance; read again here, because what is decided must be decided by its present record.</param>
    /// <param name="goal">What is wanted.</param>
    /// <param name="target">Is told what is done.</param>
    /// <param name="cancellationToken">Ends the operation; what was recorded stays.</param>
    public static Task RunAsync(
        AllocatorSession session, ServiceOptions options, InstanceRecord instance, OperationGoal goal, IProgress<InstanceProgress>? target, CancellationToken cancellationToken) =>
        ClusterErrors.ExplainAsync(
            session,
            async () =>
            {
                using var activity = AllocatorTelemetry.Source.StartActivity($"allocator.{goal.ToString().ToLowerInvariant()}");
                activity?.SetTag(AllocatorTelemetry.ServiceTag, instance.Instance.Service);
                activity?.SetTag(AllocatorTelemetry.InstanceTag, instance.Name);
                var progress = new CreateProgress(target, session.Time, session.Logger) { InstanceName = instance.Name };
                try
                {
                    await RunAsync(session, options, instance, goal, progress, cancellationToken).ConfigureAwait(false);
                }
                catch (InstanceFailedException failed)
                {
                    throw failed.Keeping(
                        $"Instance {instance.Name} stays, with its disk. {nameof(IInstanceAllocator.ResumeAsync)} tries again, {nameof(IInstanceAllocator.SuspendAsync)} stops its pods, " +
                        $"{nameof(IInstanceAllocator.DestroyAsync)} ends it.");
                }
            },
            cancellationToken);

    private static async Task RunAsync(
        AllocatorSession session, ServiceOptions options, InstanceRecord instance, OperationGoal goal, CreateProgress progress, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (attempt > 1)
                await session.BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
            instance = await OperationReader.ReadAsync(session, instance.Name, instance.Uid, cancellationToken).ConfigureAwait(false);
            OperationRules.Check(instance, goal, session.Now);
            if (OperationRules.IsReached(instance, goal) || await TryAsync(session, options, instance, goal, progress, cancellationToken).ConfigureAwait(false))
                return;
        }

        throw InstanceBusyException.Changing(instance);
    }

    /// <summary>False if the record was changed by somebody between the look and the write: nothing was changed here then.</summary>
    private static async Task<bool> TryAsync(
        AllocatorSession session, ServiceOptions options, InstanceRecord instance, OperationGoal goal, CreateProgress progress, CancellationToken cancellationToken)
    {
        UnscalablePods.Refuse(instance, goal);
        var objects = new OperationWatches(session, instance, OperationPlan.Kinds(instance, goal));
        await using var _ = objects.ConfigureAwait(false);
        await objects.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (await TryPlanAsync(session, instance, goal, objects, cancellationToken).ConfigureAwait(false) is not { } plan)
            return false;
        if (plan.Operation.Claims.Count > 0)
            await new CredentialRotation(session, instance, plan.Operation.Token).CheckAsync(cancellationToken).ConfigureAwait(false);
        var operation = new HeldOperation(session, instance, plan.Operation);
        await using var __ = operation.ConfigureAwait(false);
        if (instance.OperationUntil is { } until)
            Log.TakingOver(session.Logger, instance.Name, instance.Instance.State, until);
        if (!await operation.TryBeginAsync(goal, cancellationToken).ConfigureAwait(false))
            return false;
        await new OperationRun(session, options, plan, operation, objects, progress).RunAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Null if the instance looks as it does only because another operation has been begun on it since its record was read.</summary>
    private static async Task<OperationPlan?> TryPlanAsync(
        AllocatorSession session, InstanceRecord instance, OperationGoal goal, OperationWatches objects, CancellationToken cancellationToken)
    {
        try
        {
            return OperationPlan.Of(instance, goal, objects.Of);
        }
        catch (AllocatorException)
        {
            var now = await OperationReader.ReadAsync(session, instance.Name, instance.Uid, cancellationToken).ConfigureAwait(false);
            if (now.Operation?.Token == instance.Operation?.Token)
                throw;
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Instance {Name} was {State}, but of who was at it nothing has been heard since before {Until}; going on with it")]
        public static partial void TakingOver(ILogger logger, string name, InstanceState state, DateTimeOffset until);
    }
}
