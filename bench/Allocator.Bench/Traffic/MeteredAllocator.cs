using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Bench.Traffic;

/// <summary>An allocator with a session of its own, as another process would have, whose traffic is measured.</summary>
/// <param name="connection">The cluster, and in whose name.</param>
/// <param name="service">What is created.</param>
/// <param name="log">Sees the requests as well.</param>
internal sealed class MeteredAllocator(ClusterConnection connection, BenchService service, Func<HttpMessageHandler, HttpMessageHandler>? log = null) : IAsyncDisposable
{
    private readonly List<InstanceHandle> _held = [];
    private InstanceAllocator? _allocator;

    public TrafficMeter Meter { get; } = new();

    public InstanceAllocator Allocator => _allocator ??= InstanceAllocator.Create(service.Name, service.Configure, (IAllocatorBuilder builder) => builder.Services
        .AddSingleton(new ClusterClientOptions { WrapHandler = inner => Meter.Wrap(log is null ? inner : log(inner)) })
        .Configure<AllocatorOptions>(options => (options.Connection, options.Identity) = (connection, service.Owner)));

    /// <summary>Creates so many at once and holds them.</summary>
    /// <returns>How many were refused because all places were held.</returns>
    public async Task<int> CreateAsync(int count, CancellationToken cancellationToken)
    {
        var creating = Enumerable.Range(0, count).Select(_ => TryCreateAsync(cancellationToken)).ToList();
        var created = await Task.WhenAll(creating);
        _held.AddRange(created.OfType<InstanceHandle>());
        return created.Count(handle => handle is null);
    }

    /// <summary>Destroys all that it holds.</summary>
    public async Task DestroyAsync()
    {
        await Task.WhenAll(_held.Select(handle => handle.DisposeAsync().AsTask()));
        _held.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await DestroyAsync();
        if (_allocator is not null)
            await _allocator.DisposeAsync();
    }

    private async Task<InstanceHandle?> TryCreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Allocator.CreateAsync(cancellationToken: cancellationToken);
        }
        catch (LimitExceededException)
        {
            return null;
        }
    }
}
