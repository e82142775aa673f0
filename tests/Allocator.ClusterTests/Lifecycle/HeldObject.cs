namespace Allocator;

/// <summary>A finalizer on an instance's ConfigMap: until it is released, the deletion of the instance does not come to its end.</summary>
internal sealed class HeldObject : IAsyncDisposable
{
    private readonly ClusterFixture _cluster;
    private readonly string _name;
    private bool _released;

    private HeldObject(ClusterFixture cluster, string name) => (_cluster, _name) = (cluster, name);

    public static async Task<HeldObject> HoldAsync(ClusterFixture cluster, string name)
    {
        await PatchAsync(cluster, name, """{"metadata":{"finalizers":["example.com/hold"]}}""");
        return new HeldObject(cluster, name);
    }

    /// <summary>Waits until it is to be deleted: the garbage collector may come late.</summary>
    public Task UntilTerminatingAsync() => Eventually.FoundAsync(async () =>
        (await _cluster.Admin.GetJsonAsync("configmap", _name))["metadata"]!["deletionTimestamp"]);

    public Task ReleaseAsync()
    {
        _released = true;
        return PatchAsync(_cluster, _name, """{"metadata":{"finalizers":null}}""");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_released)
            await ReleaseAsync();
    }

    private static Task<string> PatchAsync(ClusterFixture cluster, string name, string patch) =>
        cluster.Admin.ExecuteAsync(["patch", "configmap", name, "--type=merge", "--patch", patch], cancellationToken: CancellationToken.None);
}
