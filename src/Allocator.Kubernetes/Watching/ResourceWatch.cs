using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator;

/// <summary>Keeps the objects of one kind as the server has them, by a list and then watches, and tells subscribers what changes.</summary>
/// <remarks>
/// A connection that breaks is resumed where it broke; where the server no longer knows what happened since (410), the objects are listed again
/// and subscribers get the difference. What came and went in between is then never seen, but an object that was replaced by another of its
/// name is told as one deleted and one added.
/// </remarks>
public sealed partial class ResourceWatch : IAsyncDisposable
{
    private readonly ClusterClient _client;
    private readonly string _namespace;
    private readonly ResourceSelector? _selector;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly ResourceCache _cache = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<WatchSubscription> _subscriptions = [];
    private Task? _loop;
    private volatile Exception? _lastError;

    /// <summary>Makes a watch, which does nothing until <see cref="Start"/>.</summary>
    /// <param name="client">The client; it must live longer.</param>
    /// <param name="kind">What is watched.</param>
    /// <param name="namespace">Where.</param>
    /// <param name="selector">Which objects; null for all.</param>
    /// <param name="logger">Where failures and resumptions are logged.</param>
    public ResourceWatch(
        ClusterClient client, ResourceKind kind, string @namespace, ResourceSelector? selector = null, ILogger<ResourceWatch>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(kind);
        _client = client;
        Kind = kind;
        _namespace = @namespace;
        _selector = selector;
        _logger = logger ?? NullLogger<ResourceWatch>.Instance;
    }

    /// <summary>What is watched.</summary>
    public ResourceKind Kind { get; }

    /// <summary>
    /// Completes when the first list has been handed to the subscribers and the server has accepted the watch. It fails, and the watch is over,
    /// if either is refused or still fails after the client's retries: a <see cref="KubernetesException"/>, 403 if rights to list or to watch are
    /// missing. Later failures are retried for as long as the watch lives, see <see cref="LastError"/>.
    /// </summary>
    public Task Synced => _synced.Task;

    /// <summary>Why the watch is interrupted; null while all is well. What <see cref="Items"/> says may then be out of date.</summary>
    public Exception? LastError => _lastError;

    /// <summary>The objects as last seen, without <c>managedFields</c>. They are shared: do not change them.</summary>
    public IReadOnlyList<JsonObject> Items
    {
        get
        {
            lock (_lock)
                return [.. _cache.Objects];
        }
    }

    /// <summary>Begins to list and watch; a second call does nothing.</summary>
    /// <exception cref="ObjectDisposedException">The watch was disposed.</exception>
    public void Start()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            _loop ??= Task.Run(() => RunAsync(_stop.Token));
        }
    }

    /// <summary>
    /// Tells a subscriber what is there, as <see cref="ResourceChange.Added"/>, and then what changes, in order and one at a time, until the
    /// result is disposed.
    /// </summary>
    /// <param name="handler">
    /// Gets what is there on the calling thread, before this method returns, and the rest on the watch's loop, which waits for it: it must be quick.
    /// What it throws is logged. One call may still be under way when the result has been disposed.
    /// </param>
    public IDisposable Subscribe(Action<ResourceWatchEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var subscription = new WatchSubscription(handler, Remove, _logger);
        lock (_lock)
        {
            subscription.Post(_cache.Objects.Select(item => new ResourceWatchEvent(ResourceChange.Added, item)));
            _subscriptions = _subscriptions.Add(subscription);
        }

        subscription.HandOver();
        return subscription;
    }

    /// <summary>Stops the watch; subscribers hear nothing more. Do not wait for it within a subscriber.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? loop;
        ImmutableArray<WatchSubscription> subscriptions;
        lock (_lock)
        {
            _stop.Cancel();
            loop = _loop;
            subscriptions = _subscriptions;
        }

        foreach (var subscription in subscriptions)
            subscription.Dispose();
        if (loop is not null)
            await loop.ConfigureAwait(false);
        TryFailSynced(new ObjectDisposedException(nameof(ResourceWatch)));
    }

    private void Publish(Func<List<ResourceWatchEvent>> update)
    {
        ImmutableArray<WatchSubscription> subscriptions;
        lock (_lock)
        {
            var changes = update();
            subscriptions = _subscriptions;
            foreach (var subscription in subscriptions)
                subscription.Post(changes);
        }

        // Not under the lock: what a subscriber calls may need it.
        foreach (var subscription in subscriptions)
            subscription.HandOver();
    }

    private void Remove(WatchSubscription subscription)
    {
        lock (_lock)
            _subscriptions = _subscriptions.Remove(subscription);
    }

    private bool TryFailSynced(Exception exception)
    {
        var isFirst = _synced.TrySetException(exception);
        // Nobody need wait for it.
        _ = _synced.Task.Exception;
        return isFirst;
    }
}
