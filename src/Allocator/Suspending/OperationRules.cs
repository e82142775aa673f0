namespace Allocator;

/// <summary>Whether an operation can begin on an instance as its record shows it.</summary>
internal static class OperationRules
{
    /// <exception cref="AllocatorException">It cannot; the message says why.</exception>
    public static void Check(InstanceRecord instance, OperationGoal goal, DateTimeOffset now)
    {
        switch (instance.Instance.State)
        {
            case InstanceState.Deleting:
                throw new InstanceLostException(instance.Name, "it is being deleted");
            case InstanceState.Creating:
                throw new AllocatorException($"Instance '{instance.Name}' is still being created, so it cannot be {goal.Participle()}. Wait until it is ready.");
            case InstanceState.Failed:
                throw new AllocatorException(
                    $"Instance '{instance.Name}' did not become ready and is only kept for a look at it ({nameof(CreateOptions.KeepFailedFor)}), so it cannot be {goal.Participle()}. Create a new one.");
        }

        if (instance.OperationUntil is { } until && now <= until + LeaseTerms.Margin)
            throw InstanceBusyException.UnderWay(instance, until + LeaseTerms.Margin);
    }

    /// <summary>Whether there is nothing to do.</summary>
    public static bool IsReached(InstanceRecord instance, OperationGoal goal) => goal switch
    {
        OperationGoal.Suspend => instance.Instance.State == InstanceState.Suspended,
        OperationGoal.Resume => instance.Instance.State == InstanceState.Ready,
        _ => false,
    };
}
