using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>An object of an instance that can be scaled to zero and back.</summary>
internal sealed record Workload(ResourceKind Kind, JsonObject Object)
{
    public static readonly ResourceKind Deployment = new("apps", "v1", "Deployment", "deployments", true);
    public static readonly ResourceKind StatefulSet = new("apps", "v1", "StatefulSet", "statefulsets", true);
    public static readonly ResourceKind ReplicaSet = new("apps", "v1", "ReplicaSet", "replicasets", true);

    public static IReadOnlyList<ResourceKind> ScalableKinds { get; } = [Deployment, StatefulSet, ReplicaSet];

    public string Name => Object.Name();

    public string Uid => Object.Uid();

    /// <summary>What tells it from the instance's other workloads.</summary>
    public string Key => $"{Kind.Kind}/{Name}";

    public long Replicas => Object.Number("spec", "replicas") ?? 1;

    public override string ToString() => $"{Kind.Kind} {Name}";
}
