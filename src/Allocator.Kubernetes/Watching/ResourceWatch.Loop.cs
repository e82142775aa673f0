using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Allocator;

public sealed partial class ResourceWatch
{
    private const int PageSize = 500;
    private const int MostFailuresInARow = 3;
    private static readonly Backoff s_backoff = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));
    private static readonly TimeSpan s_healthyAge = TimeSpan.FromSeconds(5);

    // The loop's own: where to resume (null: list first), since when the server has been watching, and whether that has brought anything new.
    private string? _version;
    private long? _openedAt;
    private bool _hasMoved;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            TimeSpan? retryAfter = null;
            try
            {
                await ListAndWatchAsync(cancellationToken).ConfigureAwait(false);
                LogEnded(Kind, _namespace);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (KubernetesException e) when (e.StatusCode == HttpStatusCode.Gone && (Synced.IsCompleted || failures < MostFailuresInARow))
            {
                LogGone(Kind, _namespace, e.Message);
                _version = null;
            }
            catch (Exception e)
            {
                _lastError = e;
                if (TryFailSynced(e) || e is ObjectDisposedException)
                    return;
                LogFailure(Kind, _namespace, e.Message);
                retryAfter = (e as KubernetesException)?.RetryAfter;
            }

            failures = WasHealthy() ? 0 : failures + 1;
            // Whatever is wrong with resuming there, a list may get over it: a server that was restored from a backup is behind that version.
            if (failures >= MostFailuresInARow)
                _version = null;
            if (!await PauseAsync(failures, retryAfter, cancellationToken).ConfigureAwait(false))
                return;
        }
    }

    private async Task ListAndWatchAsync(CancellationToken cancellationToken)
    {
        _openedAt = null;
        _hasMoved = false;
        _version ??= await ListAsync(cancellationToken).ConfigureAwait(false);
        using var watch = await _client.OpenWatchAsync(Kind, _namespace, _selector, _version, cancellationToken).ConfigureAwait(false);
        _openedAt = _client.TimeProvider.GetTimestamp();
        _lastError = null;
        _synced.TrySetResult();
        while (await watch.ReadAsync(cancellationToken).ConfigureAwait(false) is { } change)
        {
            Publish(() => _cache.Apply(change));
            if (change.Item.Text("metadata", "resourceVersion") is not { Length: > 0 } version || version == _version)
                continue;
            _version = version;
            _hasMoved = true;
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var items = new List<JsonObject>();
        string? next = null;
        ResourcePage page;
        do
        {
            page = await _client.ListPageAsync(Kind, _namespace, _selector, PageSize, next, cancellationToken).ConfigureAwait(false);
            items.AddRange(page.Items);
            next = page.Continue;
        }
        while (next is not null);
        Publish(() => _cache.Replace(items));
        LogListed(Kind, _namespace, items.Count, page.ResourceVersion);
        return page.ResourceVersion;
    }

    // A watch that ends at once, again and again, is a failure too.
    private bool WasHealthy() => _hasMoved || (_openedAt is { } at && _client.TimeProvider.GetElapsedTime(at) >= s_healthyAge);

    private async Task<bool> PauseAsync(int failures, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        var pause = (retryAfter ?? TimeSpan.Zero) + (failures == 0 ? TimeSpan.Zero : s_backoff.After(failures, _client.Random));
        await Task.Delay(pause, _client.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Listed {Count} of {Kind} in namespace {Namespace} at version {Version}")]
    private partial void LogListed(ResourceKind kind, string @namespace, int count, string version);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The server ended the watch of {Kind} in namespace {Namespace}; resuming")]
    private partial void LogEnded(ResourceKind kind, string @namespace);

    [LoggerMessage(Level = LogLevel.Information, Message = "The watch of {Kind} in namespace {Namespace} is too far behind, listing again: {Reason}")]
    private partial void LogGone(ResourceKind kind, string @namespace, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watch of {Kind} in namespace {Namespace} is interrupted, resuming: {Reason}")]
    private partial void LogFailure(ResourceKind kind, string @namespace, string reason);
}
