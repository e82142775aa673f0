namespace Allocator.Tool;

/// <summary>The caller may have another instance of each service, as far as can be told: a server shows other people's to administrators only.</summary>
internal sealed class ServerLimitsCheck : IDoctorCheck<ServerSubject>
{
    public string Name => "limits";

    public async Task<Finding> RunAsync(ServerSubject subject, CancellationToken cancellationToken)
    {
        var seen = await subject.Instances.ListAsync(cancellationToken).Where(instance => instance.State != InstanceState.Deleting).ToListAsync(cancellationToken);
        var isOneOwner = seen.DistinctBy(instance => instance.Owner).Count() < 2;
        var (all, full) = (new List<string>(), new List<string>());
        await foreach (var service in subject.Catalog.ListAsync(cancellationToken).Where(service => service.Error is null))
        {
            var holders = seen.Where(instance => instance.Service == service.Name).ToList();
            foreach (var (limit, whose) in ((int?, string)[])[(isOneOwner ? service.MaxInstancesPerOwner : null, " for each owner"), (service.MaxInstances, "")])
            {
                if (limit is null)
                    continue;
                var use = $"{service.Name} {holders.Count} of {limit}{whose}";
                all.Add(use);
                if (holders.Count >= limit)
                    full.Add($"{use}, held by {HolderText.Of(holders)}");
            }
        }

        return full.Count > 0
            ? Finding.Warning($"no place is free: {string.Join("; ", full)}", "Destroy what is not needed (allocator destroy NAME), wait for a place (create --wait-for-place), or ask who runs the server for more.")
            : Finding.Ok(all.Count == 0 ? "there are none" : $"{string.Join(", ", all)}, of the instances that you may see");
    }
}
