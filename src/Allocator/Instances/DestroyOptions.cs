namespace Allocator;

/// <summary>How an instance is destroyed.</summary>
public sealed record DestroyOptions
{
    /// <summary>Whether to wait until all that belongs to the instance is gone, pods and disks included.</summary>
    /// <value>false: return when the deletion can no longer be lost.</value>
    public bool WaitUntilGone { get; init; }

    /// <summary>How long <see cref="WaitUntilGone"/> may take; the error names what is still there.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
