using Allocator.Api;

namespace Allocator.Client;

/// <summary>The instances of all services, over a server.</summary>
internal sealed class ServerDirectory(ServerSession session) : IInstanceDirectory
{
    public IAsyncEnumerable<Instance> ListAsync(CancellationToken cancellationToken = default) => ServerInstances.ListAsync(session, null, cancellationToken);

    public Task<Instance> GetAsync(string name, CancellationToken cancellationToken = default) => ServerInstances.GetAsync(session, null, name, cancellationToken);

    public async Task<InstanceHandle> OpenAsync(string name, CancellationToken cancellationToken = default) =>
        await ServerInstanceHandle.VisitingAsync(
            session, await GetAsync(name, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<ServicePlaces>> ListPlacesAsync(CancellationToken cancellationToken = default) =>
        (await session.GetAsync<Page<ServicePlaces>>(ApiPath.Places, cancellationToken).ConfigureAwait(false)).Items;
}
