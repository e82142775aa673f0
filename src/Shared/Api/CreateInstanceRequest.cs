using System.ComponentModel;

namespace Allocator.Api;

/// <summary>What is special about an instance that is to be created: <see cref="CreateOptions"/> on the wire. Durations are seconds.</summary>
internal sealed record CreateInstanceRequest
{
    [Description("Values of parameters that the service declares.")]
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    [Description("How many seconds the instance outlives its last renewal; -1: it stays until it is destroyed. Default: as the service says.")]
    public double? Lease { get; init; }

    [Description("How many seconds the instance lives at most; -1: as long as it is renewed. Default: as the service says.")]
    public double? Lifetime { get; init; }

    [Description("How many seconds to wait for a place while live instances hold all of them. Default: 0, refuse at once.")]
    public double? PlaceTimeout { get; init; }

    [Description("For how many seconds an instance is kept that does not become ready. Default: it is deleted.")]
    public double? KeepFailedFor { get; init; }

    [Description("Where the instance comes from, for whoever finds it.")]
    public InstanceOrigin? Origin { get; init; }
}
