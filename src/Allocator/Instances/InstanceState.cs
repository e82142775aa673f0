namespace Allocator;

/// <summary>How far an instance is.</summary>
public enum InstanceState
{
    /// <summary>Being created; not ready yet.</summary>
    Creating,

    /// <summary>Created, and was ready.</summary>
    Ready,

    /// <summary>Being deleted.</summary>
    Deleting,
}
