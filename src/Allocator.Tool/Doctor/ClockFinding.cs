namespace Allocator.Tool;

/// <summary>How far this machine's clock is from another.</summary>
internal static class ClockFinding
{
    private static readonly TimeSpan s_noticeable = TimeSpan.FromSeconds(5);

    /// <param name="theirs">The other clock's time now.</param>
    /// <param name="whose">Whose clock it is, in the genitive.</param>
    public static Finding Of(DateTimeOffset theirs, string whose)
    {
        var difference = (TimeProvider.System.GetUtcNow() - theirs).Duration();
        return difference < s_noticeable
            ? Finding.Ok($"this machine's clock agrees with {whose}")
            : Finding.Warning(
                $"this machine's clock differs from {whose} by {DurationText.Of(difference)}",
                "Set this machine's clock: leases are not affected, but the times that are shown here are.");
    }
}
