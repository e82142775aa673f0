namespace Allocator.Embedded;

/// <summary>Which run's log a request means.</summary>
/// <remarks>
/// See <c>validateContainerLogStatus</c> in <see href="https://github.com/kubernetes/kubernetes/blob/v1.20.2/pkg/kubelet/kubelet_pods.go"/>.
/// </remarks>
internal static class ContainerLogs
{
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="slot">The container as the node has it; null if it has not looked at the pod yet.</param>
    /// <param name="previous">Whether the run before is meant.</param>
    /// <exception cref="ApiException">There is no such log.</exception>
    public static ContainerLog Find(StoredObject pod, string container, ContainerSlot? slot, bool previous)
    {
        if (previous)
        {
            return (slot is null ? null : ContainerStatus.LastRun(slot)?.Log)
                ?? throw ApiException.BadRequest($"previous terminated container \"{container}\" in pod \"{pod.Name}\" not found");
        }

        return slot?.Run?.Log ?? throw ApiException.BadRequest(
            $"container \"{container}\" in pod \"{pod.Name}\" is waiting to start: {Reason(pod, slot?.Waiting)}");
    }

    private static string Reason(StoredObject pod, WaitingState? waiting) => waiting?.Reason switch
    {
        "ErrImagePull" => "image can't be pulled",
        "ImagePullBackOff" => "trying and failing to pull image",
        { } reason => reason,
        null => (pod.Json.Member("spec", "initContainers").Elements().Any() ? WaitingState.Initializing : WaitingState.Creating).Reason,
    };
}
