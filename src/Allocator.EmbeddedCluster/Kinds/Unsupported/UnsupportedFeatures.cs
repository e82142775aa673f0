using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What the cluster has no way to honour of other kinds than pods. <c>docs/embedded-cluster.md</c> lists it.</summary>
internal static class UnsupportedFeatures
{
    public static IReadOnlyList<UnsupportedFeature> Services { get; } =
    [
        new("spec.type", "\"ClusterIP\"", "\"ExternalName\""),
        new("spec.externalIPs"),
        new("spec.sessionAffinity", "\"None\""),
    ];

    public static IReadOnlyList<UnsupportedFeature> Claims { get; } =
    [
        new("spec.dataSource"),
        new("spec.selector"),
        new("spec.volumeMode", "\"Filesystem\""),
    ];

    public static IReadOnlyList<UnsupportedFeature> Jobs { get; } = [new("spec.ttlSecondsAfterFinished")];

    public static IReadOnlyList<UnsupportedFeature> Quotas { get; } = [new("spec.scopes"), new("spec.scopeSelector")];

    public static IEnumerable<string> Find(this IReadOnlyList<UnsupportedFeature> features, JsonElement obj) =>
        features.SelectMany(feature => feature.Find(obj, "")).Select(path => path.TrimStart('.'));
}
