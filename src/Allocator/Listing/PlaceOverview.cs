namespace Allocator;

/// <summary>Who holds which places: those of all owners together, and the caller's own; an administrator sees everybody's.</summary>
internal sealed class PlaceOverview(IReadOnlyList<ServiceDescription> services, IReadOnlyDictionary<string, PlaceMap> maps, Caller caller)
{
    public static async Task<IReadOnlyList<ServicePlaces>> ReadAsync(
        AllocatorSession session, IServiceCatalog catalog, Caller caller, CancellationToken cancellationToken)
    {
        var services = await catalog.ListAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        var maps = await PlaceMap.ReadAllAsync(session.Client, session.Namespace, cancellationToken).ConfigureAwait(false);
        return new PlaceOverview(services, maps, caller).Read();
    }

    private IReadOnlyList<ServicePlaces> Read() =>
        [.. services.Select(service => service.Name).Union(maps.Keys).Order(StringComparer.Ordinal).SelectMany(Of)];

    private IEnumerable<ServicePlaces> Of(string service)
    {
        var known = services.FirstOrDefault(one => one.Name == service);
        var held = (maps.GetValueOrDefault(service)?.Holdings() ?? []).ToLookup(holding => holding.ScopeKey);
        if (known?.MaxInstances is not null || held.Contains(PlaceScope.All))
            yield return Places(service, null, known?.MaxInstances, held[PlaceScope.All]);

        var owners = held.Where(scope => scope.Key != PlaceScope.All && (scope.Key == caller.OwnerHash || caller.Identity.IsAdministrator)).ToList();
        if (known?.MaxInstancesPerOwner is not null && owners.TrueForAll(scope => scope.Key != caller.OwnerHash))
            yield return Places(service, caller.Identity.Name, known.MaxInstancesPerOwner, []);
        foreach (var owner in owners.OrderByDescending(scope => scope.Key == caller.OwnerHash).ThenBy(OwnerOf, StringComparer.Ordinal))
            yield return Places(service, OwnerOf(owner), known?.MaxInstancesPerOwner, owner);
    }

    private static string OwnerOf(IEnumerable<PlaceHolding> scope) => scope.First().Holder.Instance.Owner;

    private static ServicePlaces Places(string service, string? owner, int? limit, IEnumerable<PlaceHolding> held) => new()
    {
        Service = service,
        Owner = owner,
        Limit = limit,
        Held = [.. held.OrderBy(one => one.Index).Select(one => new HeldPlace(one.Index, LimitRefusal.WithoutDetails(one.Holder.Instance)))],
    };
}
