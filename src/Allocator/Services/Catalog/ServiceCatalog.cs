using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator;

/// <summary>Describes services by the same sources that their instances are created from.</summary>
internal sealed class ServiceCatalog(IServiceProvider provider) : IServiceCatalog
{
    private readonly IReadOnlyList<string> _added = [.. provider.GetServices<ServiceRegistration>().Select(service => service.Name)];
    private readonly PublishedServices? _published = provider.GetService<PublishedServices>();

    public async IAsyncEnumerable<ServiceDescription> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var published = await PublishedAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in Names(published))
            yield return await DescribeAsync(name, published.Contains(name), cancellationToken).ConfigureAwait(false);
    }

    public async Task<ServiceDescription> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var published = await PublishedAsync(cancellationToken).ConfigureAwait(false);

        // Asked before the source of that name is made, which stays for good.
        return _added.Contains(name) || published.Contains(name)
            ? await DescribeAsync(name, published.Contains(name), cancellationToken).ConfigureAwait(false)
            : throw NotFound(name, published);
    }

    private IEnumerable<string> Names(IReadOnlyList<string> published) => _added.Union(published).Order(StringComparer.Ordinal);

    private Task<IReadOnlyList<string>> PublishedAsync(CancellationToken cancellationToken) => _published is { } services
        ? ClusterErrors.ExplainAsync(services.Session, () => services.ListAsync(cancellationToken), cancellationToken)
        : Task.FromResult<IReadOnlyList<string>>([]);

    private async Task<ServiceDescription> DescribeAsync(string name, bool isPublished, CancellationToken cancellationToken)
    {
        if (ServiceName.Problem(name) is { } problem)
            return new ServiceDescription { Name = name, IsPublished = isPublished, Error = problem };
        try
        {
            return ServiceDescription.Of(name, isPublished, await OptionsAsync(name, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception wrong) when (wrong is AllocatorException or OptionsValidationException)
        {
            return new ServiceDescription { Name = name, IsPublished = isPublished, Error = wrong.Message };
        }
    }

    private async ValueTask<ServiceOptions> OptionsAsync(string name, CancellationToken cancellationToken) => _published is null
        ? provider.GetRequiredService<IOptionsMonitor<ServiceOptions>>().Get(name)
        : (await provider.GetRequiredKeyedService<IServiceSource>(name).GetAsync(cancellationToken).ConfigureAwait(false)).Options;

    private ServiceNotFoundException NotFound(string name, IReadOnlyList<string> published)
    {
        var there = string.Join(", ", Names(published));
        var how = _published is { } services ? $", or publish it in namespace '{services.Namespace}' as a ConfigMap with the label {Labels.Role}={Labels.ServiceRole}" : "";
        return new ServiceNotFoundException($"There is no service '{name}'. There are: {(there.Length == 0 ? "none" : there)}. Add it in code, AddService(name, options){how}.", name);
    }
}
