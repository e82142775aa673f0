using System.ComponentModel;

namespace Allocator.Api;

/// <summary><see cref="InstanceProgress"/> on the wire.</summary>
internal sealed record ProgressResource
{
    public required InstancePhase Phase { get; init; }

    [Description("The instance's name; null until it has one.")]
    public string? Name { get; init; }

    [Description("One line for a person.")]
    public required string Message { get; init; }

    [Description("The seconds since the operation began.")]
    public required double Elapsed { get; init; }

    public int PodsReady { get; init; }

    public int PodsTotal { get; init; }

    [Description("While a place is waited for: the instances that hold them.")]
    public IReadOnlyList<Instance> Holders { get; init; } = [];
}
