namespace Allocator;

/// <summary>How long one Create may still wait for places, all limits together.</summary>
internal sealed class PlacePatience(TimeSpan timeout, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Timeout => timeout;

    public TimeSpan Left => timeout - time.GetElapsedTime(_start);
}
