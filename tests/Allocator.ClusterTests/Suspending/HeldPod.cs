namespace Allocator;

/// <summary>A finalizer on a pod: until this is disposed the pod stays, terminating.</summary>
internal sealed class HeldPod : IAsyncDisposable
{
    private readonly ClusterFixture _cluster;
    private readonly string _name;

    private HeldPod(ClusterFixture cluster, string name) => (_cluster, _name) = (cluster, name);

    public static async Task<HeldPod> HoldAsync(ClusterFixture cluster, string name)
    {
        await cluster.Admin.RunAsync("patch", "pod", name, "--type=merge", "--patch", """{"metadata":{"finalizers":["example.com/hold"]}}""");
        return new HeldPod(cluster, name);
    }

    public async ValueTask DisposeAsync() => await _cluster.Admin.ExecuteAsync(
        ["patch", "pod", _name, "--type=merge", "--patch", """{"metadata":{"finalizers":null}}"""], cancellationToken: CancellationToken.None);
}
