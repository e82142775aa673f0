namespace Allocator;

/// <summary>Where an instance came from, so that a person who finds it knows whom to ask. It decides nothing.</summary>
public sealed record InstanceOrigin
{
    /// <summary>The assembly that asked for it, for example <c>Shop.Tests</c>.</summary>
    public string? Assembly { get; init; }

    /// <summary>The test class, or what else asked for it, for example <c>Shop.Tests.OrderTests</c>.</summary>
    public string? Class { get; init; }

    /// <summary>The run of tests or the process: what all instances that were created together have in common.</summary>
    public string? Run { get; init; }

    /// <summary>The job of continuous integration, as its address or its name.</summary>
    public string? Job { get; init; }

    /// <summary>The commit that was built.</summary>
    public string? Commit { get; init; }
}
