using System.Globalization;

namespace Allocator.Embedded;

/// <summary>What a Deployment asks about its ReplicaSets.</summary>
internal static class ReplicaSetFacts
{
    public const string HashLabel = "pod-template-hash";
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    public const string RevisionHistoryAnnotation = "deployment.kubernetes.io/revision-history";
    public const string DesiredAnnotation = "deployment.kubernetes.io/desired-replicas";
    public const string MaxAnnotation = "deployment.kubernetes.io/max-replicas";

    public static long Replicas(this StoredObject set) => set.Json.Member("spec").Number("replicas") ?? 1;

    /// <summary>A number of its status.</summary>
    public static long Counted(this StoredObject set, string name) => set.Json.Member("status").Number(name) ?? 0;

    public static long Available(this StoredObject set) => set.Counted("availableReplicas");

    public static long Revision(this StoredObject set) => set.NumberIn(RevisionAnnotation) ?? 0;

    public static long? NumberIn(this StoredObject set, string annotation) =>
        long.TryParse(set.Annotation(annotation), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static IEnumerable<StoredObject> OldestFirst(this IEnumerable<StoredObject> sets) =>
        sets.OrderBy(set => set.CreatedAt()).ThenBy(set => set.Name, StringComparer.Ordinal);
}
