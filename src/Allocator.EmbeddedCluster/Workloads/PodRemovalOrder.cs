namespace Allocator.Embedded;

/// <summary>
/// Which pods go first when there are too many: those that are of the least use. There is one node, so the spread over nodes does not count.
/// </summary>
/// <remarks>See <see href="https://v1-20.docs.kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset"/>.</remarks>
internal static class PodRemovalOrder
{
    public static IEnumerable<StoredObject> Sort(IEnumerable<StoredObject> pods) => pods
        .OrderBy(pod => pod.NodeName().Length > 0)
        .ThenBy(pod => pod.Phase() switch { "Running" => 2, "Unknown" => 1, _ => 0 })
        .ThenBy(pod => pod.IsReady())
        .ThenByDescending(pod => pod.ReadySince())
        .ThenByDescending(pod => pod.MostRestarts())
        .ThenByDescending(pod => pod.CreatedAt());
}
