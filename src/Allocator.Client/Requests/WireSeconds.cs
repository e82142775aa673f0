namespace Allocator.Client;

/// <summary>Durations as the API has them: seconds.</summary>
internal static class WireSeconds
{
    private const double WithoutEnd = -1;

    public static double? Of(TimeSpan? duration) => duration == Timeout.InfiniteTimeSpan ? WithoutEnd : duration?.TotalSeconds;

    public static TimeSpan? Read(double? seconds) => seconds is { } some ? TimeSpan.FromSeconds(some) : null;
}
