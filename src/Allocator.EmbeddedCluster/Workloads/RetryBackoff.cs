namespace Allocator.Embedded;

/// <summary>When to try again what was refused: after 5 ms, then twice as long each time, up to 1000 s.</summary>
internal sealed class RetryBackoff
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1000);

    private readonly Dictionary<ObjectReference, int> _failures = [];

    public TimeSpan Next(ObjectReference reference)
    {
        var failures = _failures.GetValueOrDefault(reference);
        _failures[reference] = failures + 1;
        return failures >= 18 ? s_longest : TimeSpan.FromTicks(Math.Min(s_first.Ticks << failures, s_longest.Ticks));
    }

    public void Forget(ObjectReference reference) => _failures.Remove(reference);

    /// <summary>What was refused last time.</summary>
    public IEnumerable<ObjectReference> In(string @namespace) => [.. _failures.Keys.Where(reference => reference.Key.Namespace == @namespace)];
}
