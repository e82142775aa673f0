namespace Allocator;

/// <summary>What became of one instance, for the summary; times count from when it was asked for.</summary>
internal sealed record AllocationTimes(string Scope, string Service)
{
    public string Instance { get; set; } = "-";

    /// <summary>How long a place was waited for.</summary>
    public TimeSpan Waited { get; set; }

    /// <summary>When its objects were created; null if they were not.</summary>
    public TimeSpan? Created { get; set; }

    /// <summary>When it was ready; null if it was not.</summary>
    public TimeSpan? Ready { get; set; }

    /// <summary>When it was destroyed; null if it was not.</summary>
    public TimeSpan? Destroyed { get; set; }

    /// <summary>What is not told by the times.</summary>
    public string Remark { get; set; } = "";
}
