namespace Allocator.Readiness;

/// <summary>Says which problems have lasted longer than their grace.</summary>
internal sealed class ProblemClock(TimeProvider time)
{
    private static readonly TimeSpan ShortestExtension = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>Takes the problems of the present moment; those that are not among them are over.</summary>
    /// <returns>The first problem whose grace is over, and how long until another's is.</returns>
    public (Problem? Due, TimeSpan? Next) Update(IReadOnlyList<Problem> present)
    {
        foreach (var gone in _entries.Keys.Except(present.Select(problem => problem.Key)).ToList())
            _entries.Remove(gone);
        TimeSpan? next = null;
        foreach (var problem in present)
        {
            if (!_entries.TryGetValue(problem.Key, out var entry))
                _entries[problem.Key] = entry = new Entry(problem.Since ?? time.GetTimestamp(), TimeSpan.Zero);
            var grace = entry.Extended > problem.Grace ? entry.Extended : problem.Grace;
            var left = grace - time.GetElapsedTime(entry.Since);
            if (left <= TimeSpan.Zero)
                return (problem, null);
            next = Delays.Sooner(next, left);
        }
        return (null, next);
    }

    /// <summary>
    /// Lets a problem last as long again as it has lasted: its cause is going away, and a controller that backs off tries again at
    /// intervals that double, so within that time.
    /// </summary>
    public void Extend(Problem problem)
    {
        var entry = _entries[problem.Key];
        var age = time.GetElapsedTime(entry.Since);
        _entries[problem.Key] = entry with { Extended = age + (age > ShortestExtension ? age : ShortestExtension) };
    }

    /// <summary>Whether a problem lasts longer than its grace because it was extended.</summary>
    public bool IsExtended(Problem problem) => _entries.TryGetValue(problem.Key, out var entry) && entry.Extended > TimeSpan.Zero;

    private sealed record Entry(long Since, TimeSpan Extended);
}
