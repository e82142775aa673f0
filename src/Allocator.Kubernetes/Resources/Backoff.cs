namespace Allocator;

/// <summary>Exponential backoff with full jitter: a random time between nothing and a bound that doubles with every failure.</summary>
/// <param name="First">The bound after the first failure.</param>
/// <param name="Longest">The bound that is never exceeded.</param>
internal readonly record struct Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <param name="failures">How many failures in a row there were, from 1.</param>
    /// <param name="random">Where jitter comes from.</param>
    public TimeSpan After(int failures, Random random)
    {
        var bound = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, failures - 1));
        return TimeSpan.FromMilliseconds(bound * random.NextDouble());
    }
}
