using System.Globalization;

namespace Allocator.Server;

/// <summary>Durations on the wire are numbers of seconds; -1 means without end.</summary>
internal static class Seconds
{
    private const double WithoutEnd = -1;

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(3650);

    /// <exception cref="RequestException">It is no duration.</exception>
    public static TimeSpan? Read(double? seconds, string member, bool mayBeWithoutEnd = false) => seconds switch
    {
        null => null,
        WithoutEnd when mayBeWithoutEnd => Timeout.InfiniteTimeSpan,
        >= 0 and var some when some <= s_longest.TotalSeconds => TimeSpan.FromSeconds(some),
        _ => throw new RequestException(string.Create(
            CultureInfo.InvariantCulture,
            $"'{member}' must be a number of seconds from 0 to {s_longest.TotalSeconds:0}{(mayBeWithoutEnd ? ", or -1 for no end" : "")}, but is {seconds}.")),
    };

    /// <summary>A duration as the wire has it.</summary>
    public static double? Of(TimeSpan? duration) => duration == Timeout.InfiniteTimeSpan ? WithoutEnd : duration?.TotalSeconds;
}
