using System.ComponentModel;

namespace Allocator.Api;

/// <summary>How long an instance is left behind.</summary>
internal sealed record KeepInstanceRequest
{
    [Description("For how many seconds: between 10 and 2592000, which are 30 days.")]
    public required double Lifetime { get; init; }
}
