using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>A cluster, which the command works in straight.</summary>
internal sealed class ClusterSubject(IServiceProvider services) : IDoctorSubject
{
    private static readonly ServicesCheck s_services = new(
        "none is known here",
        $"Describe one in {Configuration.FileName}, publish one (docs/services.md), or create with --template FILE.",
        "Correct the settings; 'allocator validate SERVICE' tells more.");

    public static IReadOnlyList<IDoctorCheck<ClusterSubject>> Checks { get; } =
    [
        new ConnectionCheck(), new ClockCheck(), new NamespaceCheck(), new RightsCheck(), new StorageCheck(), new QuotaCheck(), s_services, new LimitsCheck(), new ExpiredCheck(),
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
