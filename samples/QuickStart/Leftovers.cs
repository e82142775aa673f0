using Allocator;

namespace QuickStart;

/// <summary>Asks the cluster itself what there is of an instance, without the allocator.</summary>
internal static class Leftovers
{
    /// <summary>Looks at every kind that the templates have, and at those that the cluster makes of them.</summary>
    /// <exception cref="AllocatorException">Something is left.</exception>
    public static async Task<IReadOnlyList<ResourceKind>> AssertNoneAsync(ClusterClient client, Instance instance, CancellationToken cancellationToken)
    {
        ResourceKind[] kinds =
        [
            ResourceKind.Lease,
            await client.ResolveAsync("apps/v1", "Deployment", cancellationToken),
            await client.ResolveAsync("apps/v1", "ReplicaSet", cancellationToken),
            ResourceKind.Pod,
            ResourceKind.Service,
            ResourceKind.PersistentVolumeClaim,
        ];
        foreach (var kind in kinds)
        {
            await foreach (var left in client.ListAsync(kind, instance.Namespace, SelectorOf(instance), cancellationToken))
                throw new AllocatorException($"{kind.Kind} {left["metadata"]!["name"]} is left.");
        }

        return kinds;
    }

    /// <summary>Selects what belongs to an instance.</summary>
    public static ResourceSelector SelectorOf(Instance instance) => new() { Labels = $"allocator.dev/instance={instance.Name}" };
}
