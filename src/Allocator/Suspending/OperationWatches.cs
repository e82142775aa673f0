using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Allocator.Readiness;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>The objects of one instance, whichever process created them, while an operation runs.</summary>
internal sealed class OperationWatches : IInstanceObjects, IAsyncDisposable
{
    private readonly Dictionary<ResourceKind, ResourceWatch> _watches;
    private readonly ConcurrentDictionary<string, long> _generations = new(StringComparer.Ordinal);

    public OperationWatches(AllocatorSession session, InstanceRecord instance, IEnumerable<ResourceKind> kinds)
    {
        var selector = new ResourceSelector { Labels = $"{Labels.Instance}={instance.Name}" };
        var logger = session.Loggers.CreateLogger<ResourceWatch>();
        _watches = kinds.Distinct().ToDictionary(kind => kind, kind => new ResourceWatch(session.Client, kind, session.Namespace, selector, logger));
    }

    public IReadOnlyList<JsonObject> Pods => Of(ResourceKind.Pod);

    /// <summary>Completes when all show what was there after the call.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var watch in _watches.Values)
            watch.Start();
        await Task.WhenAll(_watches.Values.Select(watch => watch.Synced)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The objects of a kind; none if it is not watched.</summary>
    public IReadOnlyList<JsonObject> Of(ResourceKind kind) => _watches.TryGetValue(kind, out var watch) ? watch.Items : [];

    /// <summary>Has <see cref="Find"/> show an object only when the watch has come to this generation of it, so that what was before a change is not taken for its outcome.</summary>
    public void Expect(JsonObject changed) => _generations[changed.Uid()] = changed.Number("metadata", "generation") ?? 0;

    public JsonObject? Find(ResourceKind kind, string name) =>
        Of(kind).FirstOrDefault(obj => obj.Name() == name) is { } found && IsCurrent(found) ? found : null;

    public IDisposable Subscribe(Action onChange)
    {
        var subscriptions = _watches.Values.Select(watch => watch.Subscribe(_ => onChange())).ToList();
        return new Subscriptions(subscriptions);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var watch in _watches.Values)
            await watch.DisposeAsync().ConfigureAwait(false);
    }

    private bool IsCurrent(JsonObject obj) =>
        !_generations.TryGetValue(obj.Uid(), out var generation) || obj.Number("metadata", "generation") >= generation;

    private sealed class Subscriptions(List<IDisposable> subscriptions) : IDisposable
    {
        public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
