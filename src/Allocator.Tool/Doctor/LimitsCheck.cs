namespace Allocator.Tool;

/// <summary>The caller may have another instance of each service; if not, who holds the places.</summary>
internal sealed class LimitsCheck : IDoctorCheck<IDoctorSubject>
{
    private const int Shown = 10;

    public string Name => "limits";

    public async Task<Finding> RunAsync(IDoctorSubject subject, CancellationToken cancellationToken)
    {
        var (all, full) = (new List<string>(), new List<string>());
        foreach (var places in OfCaller(await subject.Instances.ListPlacesAsync(cancellationToken)))
        {
            var use = $"{places.Service} {places.Held.Count} of {places.Limit}{(places.Owner is null ? "" : " of yours")}";
            all.Add(use);
            if (places.Held.Count >= places.Limit)
                full.Add($"{use}, held by {Holders(places.Held)}");
        }

        return full.Count > 0
            ? Finding.Warning(
                $"no place is free: {string.Join("; ", full)}",
                "Destroy what is not needed (allocator destroy NAME), wait for a place (create --wait-for-place), or have the limit raised.")
            : Finding.Ok(all.Count == 0 ? "there are none" : string.Join(", ", all));
    }

    /// <summary>Of each service the places of all and the caller's own, which come before those of others.</summary>
    private static IEnumerable<ServicePlaces> OfCaller(IEnumerable<ServicePlaces> places) => places
        .Where(one => one.Limit is not null)
        .GroupBy(one => (one.Service, IsOfAll: one.Owner is null))
        .Select(scope => scope.First());

    private static string Holders(IReadOnlyList<HeldPlace> held) =>
        string.Join(", ", held.Take(Shown).Select(one => $"{one.Instance.Name} of {one.Instance.Owner}")) + (held.Count > Shown ? " and others" : "");
}
