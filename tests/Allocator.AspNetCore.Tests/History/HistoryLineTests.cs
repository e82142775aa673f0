using Allocator.Server;

namespace Allocator;

public sealed class HistoryLineTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Now_what_happens_later_is_in_a_later_point()
    {
        var line = new HistoryLine(_time);
        line.Now.AddCreated();
        _time.Advance(TimeSpan.FromSeconds(31));
        line.Now.AddCreated();
        line.Now.AddCreated();

        Assert.Equal([1, 0, 2], line.Points.Select(point => point.Created));
    }

    [Fact]
    public void Points_time_without_events_is_in_them()
    {
        var line = new HistoryLine(_time);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(5, line.Points.Count);
    }

    [Theory]
    [InlineData(59, 15)]
    [InlineData(60, 30)]
    [InlineData(24 * 60, 480)]
    [InlineData(365 * 24 * 60, 245760)]
    public void Points_of_any_time_are_few_and_keep_all_that_happened(int minutes, int interval)
    {
        var line = new HistoryLine(_time);
        var failures = 0;
        for (var elapsed = TimeSpan.Zero; elapsed < TimeSpan.FromMinutes(minutes); elapsed += TimeSpan.FromMinutes(minutes) / 1000, failures++)
        {
            line.Now.AddFailure("CrashLoop");
            _time.Advance(TimeSpan.FromMinutes(minutes) / 1000);
        }

        Assert.InRange(line.Points.Count, 120, HistoryLine.MostPoints);
        Assert.Equal(TimeSpan.FromSeconds(interval), line.Interval);
        Assert.Equal(failures, line.Points.Sum(point => point.Failures.GetValueOrDefault("CrashLoop")));
    }

    [Fact]
    public void Append_adds_up_what_happened_and_takes_the_later_count_of_instances()
    {
        var earlier = new HistoryPoint { Instances = new Dictionary<string, int> { ["kv"] = 3 } };
        var later = new HistoryPoint { Instances = new Dictionary<string, int> { ["kv"] = 1 } };
        earlier.AddPhase("waiting", 2);
        later.AddPhase("waiting", 3);
        later.AddPhase("placing", 1);

        earlier.Append(later);
        earlier.Append(new HistoryPoint());

        Assert.Equal((5.0, 1.0, 1), (earlier.PhaseSeconds["waiting"], earlier.PhaseSeconds["placing"], earlier.Instances!["kv"]));
    }
}
