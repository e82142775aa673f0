using System.Collections.Concurrent;

namespace Allocator;

/// <summary>The embedded cluster of a test process. It starts with the first fixture that wants it and ends with the process.</summary>
internal sealed class EmbeddedRun : IDisposable
{
    private readonly EmbeddedCluster _cluster;
    private readonly ConcurrentDictionary<Type, Lazy<bool>> _served = new();

    private EmbeddedRun(EmbeddedCluster cluster) => _cluster = cluster;

    public string Kubeconfig => _cluster.Kubeconfig;

    public static async Task<EmbeddedRun> StartAsync(string? ns)
    {
        var options = new EmbeddedClusterOptions();
        if (ns is not null)
            options.Namespace = ns;
        return new EmbeddedRun(await EmbeddedCluster.StartAsync(options).ConfigureAwait(false));
    }

    /// <summary>Registers the service's images, once.</summary>
    public void Serve(ServiceDefinition service)
    {
        if (service is IEmbeddedService embedded)
            _ = _served.GetOrAdd(service.GetType(), _ => new Lazy<bool>(() => Add(embedded))).Value;
    }

    public void Dispose() => _cluster.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(2));

    private bool Add(IEmbeddedService service)
    {
        service.AddImages(_cluster.Images);
        return true;
    }
}
