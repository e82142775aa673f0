namespace Allocator.Bench.Traffic;

/// <summary>Waits until nothing is left of a service.</summary>
internal static class Emptiness
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    public static async Task WaitAsync(ClusterClient client, string service, CancellationToken cancellationToken)
    {
        var ours = new ResourceSelector { Labels = $"{Labels.Service}={service}" };
        ResourceKind[] kinds = [ResourceKind.Lease, ResourceKind.ConfigMap];
        foreach (var kind in kinds)
        {
            while ((await client.ListPageAsync(kind, client.Connection.Namespace, ours, 1, null, cancellationToken)).Items.Count > 0)
                await Task.Delay(s_interval, cancellationToken);
        }
    }
}
