using Allocator.Readiness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator.Tests.Readiness;

public sealed class SuspicionBoardTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecordedObjects _objects = new();
    private readonly SuspicionBoard _board;
    private readonly Suspicion _suspicion = new(SuspicionKind.LacksPods, "u", "Job j", TimeSpan.Zero);
    private int _found;

    public SuspicionBoardTests() => _board = new SuspicionBoard(_objects, _time, () => _found++, NullLogger.Instance, CancellationToken.None);

    [Fact]
    public void Update_lists_events_now_and_then() =>
        Assert.Equal([2, 5, 10, 40, 70], ChecksWithin(seconds: 75));

    [Fact]
    public void Update_goes_on_when_events_cannot_be_listed()
    {
        _objects.EventError = new HttpRequestException("no answer");

        Assert.Equal([2, 5, 10], ChecksWithin(seconds: 20));
        Assert.Empty(_board.EventsOf("u"));
    }

    [Fact]
    public void Update_begins_anew_after_the_suspicion_was_over()
    {
        ChecksWithin(seconds: 4);
        _board.Update([]);

        Assert.Equal([2, 5], ChecksWithin(seconds: 6));
    }

    [Fact]
    public void Update_looks_soon_again_when_there_is_a_new_reason()
    {
        ChecksWithin(seconds: 12);

        Assert.Equal([2, 5], ChecksWithin(seconds: 6, _suspicion with { Stage = 1 }));
    }

    [Fact]
    public void EventsOf_gives_the_newest_first()
    {
        _objects.Apply("{'metadata':{'uid':'1'},'involvedObject':{'uid':'u'},'reason':'Old','lastTimestamp':'2026-01-01T00:00:01Z'}");
        _objects.Apply("{'metadata':{'uid':'2'},'involvedObject':{'uid':'u'},'reason':'New','eventTime':'2026-01-01T00:00:02.5Z'}");
        _objects.Apply("{'metadata':{'uid':'3'},'involvedObject':{'uid':'other'},'reason':'Other','lastTimestamp':'2026-01-01T00:00:03Z'}");
        ChecksWithin(seconds: 3);

        Assert.Equal(["New", "Old"], _board.EventsOf("u").Select(e => e.Text("reason")));
        Assert.Equal(1, _found);
    }

    private List<int> ChecksWithin(int seconds, Suspicion? suspicion = null)
    {
        var checks = new List<int>();
        for (var second = 0; second <= seconds; second++)
        {
            var before = _objects.EventLists.Count;
            _board.Update([suspicion ?? _suspicion]);
            if (_objects.EventLists.Count > before)
                checks.Add(second);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        return checks;
    }
}
