namespace Allocator.Tool;

/// <summary>There are services, and their settings are right.</summary>
internal sealed class ServicesCheck : IDoctorCheck<ClusterSubject>
{
    public string Name => "services";

    public async Task<Finding> RunAsync(ClusterSubject subject, CancellationToken cancellationToken)
    {
        var services = await subject.Catalog.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        var wrong = services.Where(service => service.Error is not null).ToList();
        return wrong.Count > 0
            ? Finding.Failure(string.Join(" ", wrong.Select(service => $"{service.Name}: {service.Error}")), "Correct the settings; 'allocator validate SERVICE' tells more.")
            : services.Count == 0
                ? Finding.Warning("none is known here", $"Describe one in {Configuration.FileName}, publish one (docs/services.md), or create with --template FILE.")
                : Finding.Ok(string.Join(", ", services.Select(service => service.Name)));
    }
}
