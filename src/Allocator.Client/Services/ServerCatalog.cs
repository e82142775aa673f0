using System.Runtime.CompilerServices;
using Allocator.Api;

namespace Allocator.Client;

/// <summary>The services of a server.</summary>
internal sealed class ServerCatalog(ServerSession session) : IServiceCatalog
{
    public async IAsyncEnumerable<ServiceDescription> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = await session.GetAsync<Page<ServiceResource>>(ApiPath.Services, cancellationToken).ConfigureAwait(false);
        foreach (var service in all.Items)
            yield return Description(service);
    }

    public async Task<ServiceDescription> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Description(await session.GetAsync<ServiceResource>(ApiPath.Service(name), cancellationToken).ConfigureAwait(false));
    }

    private static ServiceDescription Description(ServiceResource service) => new()
    {
        Name = service.Name,
        IsPublished = service.IsPublished,
        Error = service.Error,
        MaxInstances = service.MaxInstances,
        MaxInstancesPerOwner = service.MaxInstancesPerOwner,
        Lease = WireSeconds.Read(service.Lease),
        Lifetime = WireSeconds.Read(service.Lifetime),
        Version = service.Version,
        Parameters = service.Parameters,
        ConnectionStrings = service.ConnectionStrings,
        DiskSize = service.DiskSize,
    };
}
