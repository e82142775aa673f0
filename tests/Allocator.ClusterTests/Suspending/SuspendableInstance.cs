using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>An instance with a disk, and what the administrator sees of it.</summary>
internal sealed class SuspendableInstance : IAsyncDisposable
{
    private readonly ClusterFixture _cluster;

    private SuspendableInstance(ClusterFixture cluster, InstanceAllocator allocator, InstanceHandle handle) =>
        (_cluster, Allocator, Handle) = (cluster, allocator, handle);

    public InstanceAllocator Allocator { get; }

    public InstanceHandle Handle { get; }

    public string Name => Handle.Name;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SuspendableInstance> CreateAsync(ClusterFixture cluster, string service, string template, Action<ServiceOptions>? configure = null)
    {
        var allocator = cluster.Allocate(service, template, options =>
        {
            options.Disk.Size = "16Mi";
            configure?.Invoke(options);
        });
        try
        {
            return new SuspendableInstance(cluster, allocator, await allocator.CreateAsync(cancellationToken: Token));
        }
        catch
        {
            await allocator.DisposeAsync();
            throw;
        }
    }

    public async Task<InstanceState> StateAsync() => (await Allocator.GetAsync(Name, Token)).State;

    public async Task WriteAsync(string text) => (await Handle.ExecAsync(["sh", "-c", $"echo {text} >> /data/file"], cancellationToken: Token)).EnsureSuccess();

    /// <summary>What was written to the disk; empty if it is a fresh one.</summary>
    public async Task<string> ReadAsync() =>
        (await Handle.ExecAsync(["sh", "-c", "printf '' >> /data/file; cat /data/file"], cancellationToken: Token)).EnsureSuccess().StandardOutput;

    public async Task<IReadOnlyList<JsonNode>> ListAsync(string kind) =>
        [.. (await _cluster.Admin.GetJsonAsync(kind, "-l", $"allocator.dev/instance={Name}"))["items"]!.AsArray().Select(item => item!)];

    public async Task<JsonNode> ClaimAsync() => Assert.Single(await ListAsync("persistentvolumeclaims"));

    public async Task<JsonNode> PodAsync() => Assert.Single(await ListAsync("pods"));

    /// <summary>Destroys it, and looks for what it has left.</summary>
    public async Task LeavesNothingAsync()
    {
        await Handle.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, Token);
        await Eventually.EmptyAsync(() => _cluster.Leftovers.OfInstanceAsync(_cluster.Namespace, Name));
        await Eventually.EmptyAsync(() => PersistentVolumes.OfInstanceAsync(_cluster, Name));
    }

    public async ValueTask DisposeAsync()
    {
        await Handle.DisposeAsync();
        await Allocator.DisposeAsync();
    }
}
