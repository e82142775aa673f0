namespace Allocator;

/// <summary>How far an instance is.</summary>
public enum InstanceState
{
    /// <summary>Being created; not ready yet.</summary>
    Creating,

    /// <summary>Created, and was ready.</summary>
    Ready,

    /// <summary>It did not become ready, and is kept for a look at it (<see cref="CreateOptions.KeepFailedFor"/>).</summary>
    Failed,

    /// <summary>Being deleted.</summary>
    Deleting,
}
