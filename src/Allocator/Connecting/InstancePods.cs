using System.Text.Json.Nodes;
using Allocator.Readiness;

namespace Allocator;

/// <summary>The pods of one instance, as they are now: this process' own watch for what it created, one for the instance otherwise.</summary>
internal sealed class InstancePods(AllocatorSession session, InstanceRecord record) : IAsyncDisposable
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _opening = new(1, 1);
    private ResourceWatch? _own;

    private bool IsOurs => record.Session == session.Id;

    public async Task<IReadOnlyList<JsonObject>> AllAsync(CancellationToken cancellationToken)
    {
        await WatchAsync(cancellationToken).ConfigureAwait(false);
        return Current();
    }

    /// <summary>A ready pod; if none is ready now, as when one is being replaced, waits for up to 30 s.</summary>
    public Task<JsonObject> ReadyAsync(CancellationToken cancellationToken) => ReadyAsync(_ => true, "pod", cancellationToken);

    /// <summary>A ready pod that fits, with the same wait.</summary>
    public async Task<JsonObject> ReadyAsync(Func<JsonObject, bool> fits, string what, CancellationToken cancellationToken)
    {
        await WatchAsync(cancellationToken).ConfigureAwait(false);
        if (Pick(fits) is { } now)
            return now;

        var found = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Subscribe(Look);
        Look();
        try
        {
            return await found.Task.WaitAsync(s_longestWait, session.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var pods = Current();
            throw new AllocatorException(
                $"Instance '{record.Name}' has had no ready {what} for {s_longestWait.TotalSeconds:0} s. " +
                (pods.Count == 0 ? "It has no pods: it may have been suspended or destroyed." : $"Its pods: {string.Join("; ", pods.SelectMany(PodReport.Lines))}."));
        }

        void Look()
        {
            if (Pick(fits) is { } pod)
                found.TrySetResult(pod);
        }
    }

    /// <summary>Calls back after each change of the pods, until disposed. The pods must have been asked for before.</summary>
    public IDisposable Subscribe(Action look) =>
        IsOurs ? session.Watches.Observe(record.Name, look) : _own!.Subscribe(_ => look());

    /// <summary>The pods' uids and those of what controls them directly.</summary>
    public static IEnumerable<string> UidsWithControllers(IEnumerable<JsonObject> pods) =>
        pods.SelectMany(pod => new[] { pod.Uid(), pod.Controller().Text("uid") }).OfType<string>().Distinct();

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync().ConfigureAwait(false);
        _opening.Dispose();
    }

    private JsonObject? Pick(Func<JsonObject, bool> fits) =>
        Current().Where(pod => PodStatus.IsReady(pod) && !pod.IsTerminating() && fits(pod)).OrderBy(pod => pod.Name(), StringComparer.Ordinal).FirstOrDefault();

    private IReadOnlyList<JsonObject> Current() =>
        IsOurs ? [.. session.Watches.Index(ResourceKind.Pod).Of(record.Name).Values] : _own?.Items ?? [];

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (IsOurs)
        {
            await session.Watches.SyncedAsync([ResourceKind.Pod], cancellationToken).ConfigureAwait(false);
            return;
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        ResourceWatch watch;
        try
        {
            // One that could not begin, for lack of a right perhaps, is begun anew.
            if (_own is { Synced.IsFaulted: true } failed)
            {
                _own = null;
                await failed.DisposeAsync().ConfigureAwait(false);
            }

            watch = _own ??= new ResourceWatch(session.Client, ResourceKind.Pod, session.Namespace, new ResourceSelector { Labels = $"{Labels.Instance}={record.Name}" });
            watch.Start();
        }
        finally
        {
            _opening.Release();
        }

        await watch.Synced.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
