using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>What the checks look at.</summary>
internal sealed class DoctorSubject(IServiceProvider services)
{
    public AllocatorSession Session { get; } = services.GetRequiredService<AllocatorSession>();

    public ClusterClient Client => Session.Client;

    public string Namespace => Session.Namespace;

    public IServiceCatalog Catalog { get; } = services.GetRequiredService<IServiceCatalog>();

    public CallerLookup Callers { get; } = services.GetRequiredService<CallerLookup>();
}
