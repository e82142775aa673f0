namespace Allocator;

/// <summary>
/// Which places this process believes to be taken, so that its Creates do not try the same ones. It only saves vain attempts: who has a place is for the API server to say,
/// and a place that is believed to be taken is no reason to refuse.
/// </summary>
internal sealed class PlaceMemory
{
    // Many owners may come to a server, each with a limit of its own.
    private const int MostScopes = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Service, string Key), SortedSet<int>> _taken = [];

    /// <summary>A place at random of those that are not believed to be taken; now it is. When all are, the belief is too old to be of use.</summary>
    public int Choose(PlaceScope scope, Random random)
    {
        lock (_gate)
        {
            var taken = Of(scope);
            if (taken.Count >= scope.Limit)
                taken.Clear();
            var place = random.Next(scope.Limit - taken.Count);
            foreach (var other in taken)
            {
                if (other > place)
                    break;
                place++;
            }

            taken.Add(place);
            return place;
        }
    }

    /// <summary>Takes up what a list has shown.</summary>
    public void Learn(PlaceScope scope, IEnumerable<int> taken)
    {
        lock (_gate)
        {
            var places = Of(scope);
            places.Clear();
            places.UnionWith(taken);
        }
    }

    private SortedSet<int> Of(PlaceScope scope)
    {
        var key = (scope.Service, scope.Key);
        if (_taken.TryGetValue(key, out var known))
            return known;
        if (_taken.Count >= MostScopes)
            _taken.Clear();
        return _taken[key] = [];
    }
}
