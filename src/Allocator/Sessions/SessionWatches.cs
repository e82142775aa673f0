using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>One watch per kind for all instances that a process creates, selected by its session label; each begins when the kind is first needed.</summary>
internal sealed class SessionWatches(ClusterClient client, string ns, string session, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ResourceKind, Lazy<KindIndex>> _indexes = new();
    private readonly ConcurrentDictionary<string, ImmutableList<Action>> _observers = new(StringComparer.Ordinal);

    /// <summary>Begins to watch the kinds that are not watched yet, without waiting for it.</summary>
    public void Start(IEnumerable<ResourceKind> kinds)
    {
        foreach (var kind in kinds)
            Index(kind);
    }

    /// <summary>Completes when the kinds' watches show the cluster's state; throws what keeps one from beginning.</summary>
    public Task SyncedAsync(IEnumerable<ResourceKind> kinds, CancellationToken cancellationToken) =>
        Task.WhenAll(kinds.Select(kind => Index(kind).Synced)).WaitAsync(cancellationToken);

    public KindIndex Index(ResourceKind kind)
    {
        // A watch that could not begin, for lack of a right perhaps, is begun anew by the next who needs it.
        if (_indexes.TryGetValue(kind, out var failed) && failed.Value.Synced.IsFaulted && _indexes.TryRemove(KeyValuePair.Create(kind, failed)))
            _ = failed.Value.DisposeAsync().AsTask();
        return _indexes.GetOrAdd(kind, _ => new Lazy<KindIndex>(() => Open(kind))).Value;
    }

    /// <summary>Calls back after each change of one instance's objects, until disposed. The callback must be quick.</summary>
    public IDisposable Observe(string instance, Action onChange)
    {
        _observers.AddOrUpdate(instance, _ => [onChange], (_, observers) => observers.Add(onChange));
        return new Observation(this, instance, onChange);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var index in _indexes.Values)
            await index.Value.DisposeAsync().ConfigureAwait(false);
    }

    private KindIndex Open(ResourceKind kind)
    {
        var selector = new ResourceSelector { Labels = $"{Labels.Session}={session}" };
        return new KindIndex(new ResourceWatch(client, kind, ns, selector, loggers.CreateLogger<ResourceWatch>()), Notify);
    }

    private void Notify(string instance)
    {
        foreach (var observer in _observers.GetValueOrDefault(instance, []))
            observer();
    }

    private void Forget(string instance, Action observer)
    {
        while (_observers.TryGetValue(instance, out var observers))
        {
            var left = observers.Remove(observer);
            if (left.IsEmpty ? _observers.TryRemove(KeyValuePair.Create(instance, observers)) : _observers.TryUpdate(instance, left, observers))
                return;
        }
    }

    private sealed class Observation(SessionWatches watches, string instance, Action observer) : IDisposable
    {
        public void Dispose() => watches.Forget(instance, observer);
    }
}
