using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>A cluster, which the command works in straight.</summary>
internal sealed class ClusterSubject(IServiceProvider services) : IDoctorSubject
{
    public static IReadOnlyList<IDoctorCheck<ClusterSubject>> Checks { get; } =
    [
        new ConnectionCheck(), new ClockCheck(), new NamespaceCheck(), new RightsCheck(), new StorageCheck(), new QuotaCheck(), new ServicesCheck(), new LimitsCheck(), new ExpiredCheck(),
        new GarbageCheck(TimeSpan.FromSeconds(30)),
    ];

    public AllocatorSession Session { get; } = services.GetRequiredService<AllocatorSession>();

    public ClusterClient Client => Session.Client;

    public string Namespace => Session.Namespace;

    public IServiceCatalog Catalog { get; } = services.GetRequiredService<IServiceCatalog>();

    public CallerLookup Callers { get; } = services.GetRequiredService<CallerLookup>();

    public IInstanceDirectory Instances { get; } = services.GetRequiredService<IInstanceDirectory>();

    public Task<Finding> ExplainAsync(Func<Task<Finding>> check, CancellationToken cancellationToken) => ClusterErrors.ExplainAsync(Session, check, cancellationToken);
}
