namespace Allocator.Tool;

/// <summary>Each service has a free place; if not, who holds them.</summary>
internal sealed class LimitsCheck : IDoctorCheck<ClusterSubject>
{
    public string Name => "limits";

    public async Task<Finding> RunAsync(ClusterSubject subject, CancellationToken cancellationToken)
    {
        var owner = (await subject.Callers.GetAsync(cancellationToken)).OwnerHash;
        var (all, full) = (new List<string>(), new List<string>());
        await foreach (var service in subject.Catalog.ListAsync(cancellationToken).Where(service => service.Error is null))
        {
            var places = await PlaceMap.ReadAsync(subject.Client, subject.Namespace, service.Name, cancellationToken);
            var options = new ServiceOptions { MaxInstances = service.MaxInstances, MaxInstancesPerOwner = service.MaxInstancesPerOwner };
            foreach (var scope in PlaceScope.For(service.Name, options, owner))
            {
                var holders = places.TicketsOf(scope).Select(places.HolderOf).OfType<InstanceRecord>().Select(holder => holder.Instance).ToList();
                var use = $"{service.Name} {holders.Count} of {scope.Limit}{(scope.IsPerOwner ? " of yours" : "")}";
                all.Add(use);
                if (holders.Count >= scope.Limit)
                    full.Add($"{use}, held by {HolderText.Of(holders)}");
            }
        }

        return full.Count > 0
            ? Finding.Warning($"no place is free: {string.Join("; ", full)}", "Destroy what is not needed (allocator destroy NAME), wait for a place (create --wait-for-place), or raise the limit.")
            : Finding.Ok(all.Count == 0 ? "there are none" : string.Join(", ", all));
    }
}
