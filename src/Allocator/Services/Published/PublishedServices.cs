using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>The services that ConfigMaps describe, as a watch shows them. It begins when a service is first asked for.</summary>
internal sealed class PublishedServices(AllocatorSession session, ClusterServicesOptions options) : IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private ResourceWatch? _watch;

    public AllocatorSession Session => session;

    public string Namespace { get; } = options.Namespace ?? session.Namespace;

    /// <summary>Whether services that the process describes itself do without what is published, where it may not be seen.</summary>
    public bool IsOptional { get; } = options.IsOptional;

    /// <summary>The names of the services, in order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ItemsAsync(cancellationToken).ConfigureAwait(false)).Select(NameOf).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The ConfigMap that describes a service; null if there is none.</summary>
    /// <exception cref="AllocatorException">Several do.</exception>
    public async Task<JsonObject?> FindAsync(string service, CancellationToken cancellationToken)
    {
        var found = (await ItemsAsync(cancellationToken).ConfigureAwait(false)).Where(item => NameOf(item) == service).ToList();
        return found.Count > 1
            ? throw new AllocatorException(
                $"Service '{service}' is published twice in namespace '{Namespace}', by the ConfigMaps {string.Join(" and ", found.Select(item => $"'{item.Name()}'"))}. Delete one of them.")
            : found.SingleOrDefault();
    }

    public async ValueTask DisposeAsync()
    {
        if (_watch is { } watch)
            await watch.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>For hosts that dispose of their services synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<IReadOnlyList<JsonObject>> ItemsAsync(CancellationToken cancellationToken)
    {
        var watch = Watch();
        await watch.Synced.WaitAsync(cancellationToken).ConfigureAwait(false);
        return watch.Items;
    }

    private ResourceWatch Watch()
    {
        lock (_gate)
        {
            // One that could not begin, for lack of a right perhaps, is begun anew by the next who asks.
            if (_watch is not null && !_watch.Synced.IsFaulted)
                return _watch;
            if (_watch is not null)
                _ = _watch.DisposeAsync().AsTask();
            var selector = new ResourceSelector { Labels = $"{Labels.Role}={Labels.ServiceRole}" };
            _watch = new ResourceWatch(session.Client, ResourceKind.ConfigMap, Namespace, selector, session.Loggers.CreateLogger<ResourceWatch>());
            _watch.Start();
            return _watch;
        }
    }

    /// <summary>The label <c>allocator.dev/service</c>, or else the ConfigMap's own name.</summary>
    private static string NameOf(JsonObject configMap) => configMap.Label(Labels.Service) ?? configMap.Name();
}
