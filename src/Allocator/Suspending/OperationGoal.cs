namespace Allocator;

/// <summary>What an instance's owner wants.</summary>
internal enum OperationGoal
{
    Suspend,
    Resume,
    ResetDisk,
}

/// <summary>The words for a goal.</summary>
internal static class OperationGoals
{
    /// <summary>What the record says while it is pursued.</summary>
    public static string State(this OperationGoal goal) => goal switch
    {
        OperationGoal.Suspend => Annotations.SuspendingState,
        OperationGoal.Resume => Annotations.ResumingState,
        _ => Annotations.ResettingState,
    };

    /// <summary>What follows "the instance is being", "the instance cannot be".</summary>
    public static string Participle(this OperationGoal goal) => goal switch
    {
        OperationGoal.Suspend => "suspended",
        OperationGoal.Resume => "resumed",
        _ => "reset",
    };
}
