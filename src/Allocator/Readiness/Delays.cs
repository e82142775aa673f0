namespace Allocator.Readiness;

/// <summary>Delays, where null means never.</summary>
internal static class Delays
{
    public static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}
