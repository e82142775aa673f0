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

    /// <summary>Its pods are being stopped; or who did so died, and whoever suspends or resumes it next goes on.</summary>
    Suspending,

    /// <summary>It has its disk and its places, but no pods.</summary>
    Suspended,

    /// <summary>Its pods are being started again; or that failed, and whoever suspends or resumes it next goes on.</summary>
    Resuming,

    /// <summary>Its disk is being replaced by a fresh one; or who did so died, and whoever resets, suspends or resumes it next goes on.</summary>
    Resetting,
}
