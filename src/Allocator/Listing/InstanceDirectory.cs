using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>The instances of all services, straight from the cluster.</summary>
internal sealed class InstanceDirectory(AllocatorSession session, CallerLookup callers, IServiceCatalog catalog, IServiceProvider provider) : IInstanceDirectory
{
    public async IAsyncEnumerable<Instance> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var caller = await callers.GetAsync(cancellationToken).ConfigureAwait(false);
        var records = await ClusterErrors.ExplainAsync(session, () => InstanceReader.ListAsync(session, null, caller, cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var record in records)
            yield return record.Instance;
    }

    public async Task<Instance> GetAsync(string name, CancellationToken cancellationToken = default) => (await FindAsync(name, cancellationToken).ConfigureAwait(false)).Instance;

    public async Task<InstanceHandle> OpenAsync(string name, CancellationToken cancellationToken = default)
    {
        var record = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        var options = await ClusterErrors.ExplainAsync(session, () => OptionsAsync(record.Instance.Service, cancellationToken), cancellationToken).ConfigureAwait(false);
        return ClusterInstanceHandle.Visiting(session, options, record);
    }

    public async Task<IReadOnlyList<ServicePlaces>> ListPlacesAsync(CancellationToken cancellationToken = default)
    {
        var caller = await callers.GetAsync(cancellationToken).ConfigureAwait(false);
        return await ClusterErrors.ExplainAsync(session, () => PlaceOverview.ReadAsync(session, catalog, caller, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<InstanceRecord> FindAsync(string name, CancellationToken cancellationToken)
    {
        var caller = await callers.GetAsync(cancellationToken).ConfigureAwait(false);
        return await ClusterErrors.ExplainAsync(session, () => InstanceReader.GetAsync(session, null, caller, name, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ServiceOptions> OptionsAsync(string service, CancellationToken cancellationToken)
    {
        try
        {
            return provider.GetKeyedService<IServiceSource>(service) is { } source
                ? (await source.GetAsync(cancellationToken).ConfigureAwait(false)).Options
                : new ServiceOptions();
        }
        catch (Exception unknown) when (unknown is ServiceNotFoundException or KubernetesException { IsForbidden: true })
        {
            return new ServiceOptions();
        }
    }
}
