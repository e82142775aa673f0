namespace Allocator;

/// <summary>A toleration as Kubernetes has it (<see href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/"/>).</summary>
public sealed class PodToleration
{
    /// <summary>The taint's key; null for every taint.</summary>
    public string? Key { get; set; }

    /// <summary><c>Equal</c> or <c>Exists</c>.</summary>
    /// <value>null: <c>Equal</c>.</value>
    public string? Operator { get; set; }

    /// <summary>The taint's value, where the operator is <c>Equal</c>.</summary>
    public string? Value { get; set; }

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>; null for all of them.</summary>
    public string? Effect { get; set; }

    /// <summary>For how many seconds <c>NoExecute</c> is tolerated; null for ever.</summary>
    public long? TolerationSeconds { get; set; }
}
