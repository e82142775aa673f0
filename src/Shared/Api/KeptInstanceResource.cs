using System.ComponentModel;

namespace Allocator.Api;

/// <summary>An instance that is left behind for a while.</summary>
internal sealed record KeptInstanceResource
{
    [Description("For a person: how to reach the instance, and how to destroy it.")]
    public required string Message { get; init; }

    public required Instance Instance { get; init; }
}
