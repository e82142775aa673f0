namespace Allocator.Server;

/// <summary>
/// All of the time since the start in a bounded number of intervals: when there are too many, each two become one that is twice as long. Not thread-safe.
/// </summary>
internal sealed class HistoryLine(TimeProvider time)
{
    public const int MostPoints = 240;

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(15);

    private readonly long _start = time.GetTimestamp();
    private readonly List<HistoryPoint> _points = [new()];

    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>How long each interval is.</summary>
    public TimeSpan Interval { get; private set; } = s_shortest;

    /// <summary>From the start to now.</summary>
    public IReadOnlyList<HistoryPoint> Points
    {
        get
        {
            _ = Now;
            return _points;
        }
    }

    /// <summary>The interval that is going on.</summary>
    public HistoryPoint Now
    {
        get
        {
            var elapsed = time.GetElapsedTime(_start);
            while (elapsed >= Interval * MostPoints)
                Halve();
            while (_points.Count <= elapsed / Interval)
                _points.Add(new HistoryPoint());
            return _points[^1];
        }
    }

    private void Halve()
    {
        Interval *= 2;
        for (var i = 0; i < _points.Count; i++)
        {
            if (i % 2 == 0)
                _points[i / 2] = _points[i];
            else
                _points[i / 2].Append(_points[i]);
        }

        var left = (_points.Count + 1) / 2;
        _points.RemoveRange(left, _points.Count - left);
    }
}
