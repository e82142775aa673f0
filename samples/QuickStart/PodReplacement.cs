using Allocator;

namespace QuickStart;

/// <summary>What happens when a pod is lost.</summary>
internal static class PodReplacement
{
    /// <summary>Deletes an instance's pod, for its Deployment to start another.</summary>
    /// <returns>The pod's name, once it is gone.</returns>
    public static async Task<string> DeletePodAsync(ClusterClient client, Instance instance, CancellationToken cancellationToken)
    {
        var selector = Leftovers.SelectorOf(instance);
        var pods = await client.ListPageAsync(ResourceKind.Pod, instance.Namespace, selector, 1, null, cancellationToken);
        var name = (string)pods.Items.Single()["metadata"]!["name"]!;
        await client.DeleteAsync(ResourceKind.Pod, instance.Namespace, name, cancellationToken: cancellationToken);
        await client.WatchAsync(ResourceKind.Pod, instance.Namespace, selector, pods.ResourceVersion, cancellationToken)
            .FirstAsync(change => change.Type == WatchEventType.Deleted && (string?)change.Item["metadata"]!["name"] == name, cancellationToken);
        return name;
    }
}
