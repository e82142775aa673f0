using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Server;

/// <summary>The allocators of the services that there are.</summary>
internal sealed class ServiceAllocators(IServiceProvider provider, IServiceCatalog catalog)
{
    /// <exception cref="ServiceNotFoundException">There is no such service.</exception>
    public async Task<IInstanceAllocator> GetAsync(string service, CancellationToken cancellationToken)
    {
        // Asked before the allocator of that name is made, which stays for good.
        await catalog.GetAsync(service, cancellationToken).ConfigureAwait(false);
        return provider.GetRequiredKeyedService<IInstanceAllocator>(service);
    }
}
