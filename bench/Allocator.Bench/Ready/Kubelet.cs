namespace Allocator.Bench.Ready;

/// <summary>Keeps comparisons of pods' starts out of step with the node.</summary>
internal static class Kubelet
{
    // Its multiples are spread evenly over the unit, however many there are, and in step with nothing.
    private const double GoldenRatio = 0.618033988749895;
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(1);

    /// <summary>Lets the node finish what it does after objects are gone, and waits for a moment of the second.</summary>
    /// <remarks>
    /// The kubelet looks for containers that have started once a second. All sides of a round begin at the same moment of the second, and the rounds
    /// at moments spread over it; otherwise each side would stay in step with the kubelet in a way of its own.
    /// </remarks>
    public static Task SettleAsync(int round, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var earliest = now + s_settling;
        var start = new DateTimeOffset(earliest.Ticks - earliest.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero).AddSeconds(round * GoldenRatio % 1);
        return Task.Delay((start < earliest ? start.AddSeconds(1) : start) - now, cancellationToken);
    }
}
