namespace Allocator;

/// <summary>What is being done for an instance.</summary>
public enum InstancePhase
{
    /// <summary>The template is rendered and checked.</summary>
    Rendering,

    /// <summary>The instance's record and its places within the limits are taken.</summary>
    Placing,

    /// <summary>The instance's objects are created.</summary>
    Creating,

    /// <summary>The objects exist; what they start is not ready yet.</summary>
    Waiting,

    /// <summary>The instance can be used.</summary>
    Ready,

    /// <summary>The instance is deleted.</summary>
    Deleting,

    /// <summary>The instance's pods are stopped.</summary>
    Stopping,

    /// <summary>The instance's disk is replaced by a fresh one.</summary>
    Resetting,

    /// <summary>The instance is suspended.</summary>
    Suspended,
}

/// <summary>How far an instance is. Reported only when it says something new.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Message">
/// One line for a person, for example <c>Deployment kv-1a2b3c4d: 0 of 1 available; pod kv-1a2b3c4d-x: ContainerCreating</c>.
/// </param>
/// <param name="Elapsed">The time since the operation began.</param>
public sealed record InstanceProgress(InstancePhase Phase, string Message, TimeSpan Elapsed)
{
    /// <summary>The instance's name; null until it has one.</summary>
    public string? InstanceName { get; init; }

    /// <summary>How many of the instance's pods are ready.</summary>
    public int PodsReady { get; init; }

    /// <summary>How many pods the instance has at present; its workloads may want more.</summary>
    public int PodsTotal { get; init; }

    /// <summary>While all places are held and one is waited for: the instances that hold them. Otherwise empty.</summary>
    public IReadOnlyList<Instance> Holders { get; init; } = [];
}
