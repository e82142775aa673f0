using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>Where instances, their services and what creates them come from. The commands know no more than this.</summary>
internal sealed class Backend(ServiceProvider services) : IAsyncDisposable
{
    public IInstanceDirectory Instances => services.GetRequiredService<IInstanceDirectory>();

    public IServiceCatalog Catalog => services.GetRequiredService<IServiceCatalog>();

    /// <summary>The rest of the library, for the commands that are about the cluster itself.</summary>
    public IServiceProvider Cluster => services;

    public IInstanceAllocator AllocatorOf(string service) => services.GetRequiredKeyedService<IInstanceAllocator>(service);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
