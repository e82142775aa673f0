using System.Collections.Concurrent;
using System.Diagnostics;
using Allocator.Readiness;

namespace Allocator.Bench.Ready;

/// <summary>An independent watch of all Deployments, on a connection of its own: when each was first seen ready.</summary>
internal sealed class ReadyObserver : IAsyncDisposable
{
    private readonly ClusterClient _client;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _ready = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    public ReadyObserver(Arguments arguments) => _client = new ClusterClient(Cluster.Connect(arguments));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var kind = await _client.ResolveAsync("apps/v1", "Deployment", cancellationToken);
        var page = await _client.ListPageAsync(kind, _client.Connection.Namespace, null, 1, null, cancellationToken);
        _watching = WatchAsync(kind, page.ResourceVersion);
    }

    /// <summary>The timestamp at which the Deployment's ready event was seen; it may come a moment after Create has returned.</summary>
    public Task<long> ReadyAtAsync(string name, CancellationToken cancellationToken) => Entry(name).Task.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        await _client.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task WatchAsync(ResourceKind kind, string version)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in _client.WatchAsync(kind, _client.Connection.Namespace, null, version, _stopping.Token))
                {
                    if (change.Type != WatchEventType.Bookmark && ObjectStatus.Of(change.Item, []) is ObjectStatus.Ready)
                        Entry(change.Item.Name()).TrySetResult(Stopwatch.GetTimestamp());
                    version = change.Item.ResourceVersion();
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
            }
        }
    }

    private TaskCompletionSource<long> Entry(string name) =>
        _ready.GetOrAdd(name, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
}
