namespace Allocator.Tool;

/// <summary>The server has services, and all of them can be allocated.</summary>
internal sealed class ServerServicesCheck : IDoctorCheck<ServerSubject>
{
    public string Name => "services";

    public async Task<Finding> RunAsync(ServerSubject subject, CancellationToken cancellationToken)
    {
        var services = await subject.Catalog.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        var wrong = services.Where(service => service.Error is not null).ToList();
        return wrong.Count > 0
            ? Finding.Failure(string.Join(" ", wrong.Select(service => $"{service.Name}: {service.Error}")), "Tell who runs the server: its settings, or what is published in its cluster, must be corrected.")
            : services.Count == 0
                ? Finding.Warning("the server has none", "Tell who runs the server: it allocates only what it is configured for.")
                : Finding.Ok(string.Join(", ", services.Select(service => service.Name)));
    }
}
