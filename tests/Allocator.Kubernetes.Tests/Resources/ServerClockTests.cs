using Allocator.Testing;

namespace Allocator.Tests;

public sealed class ServerClockTests
{
    private static readonly DateTimeOffset s_noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTimeProvider _time = new();
    private readonly ServerClock _clock;

    public ServerClockTests() => _clock = new ServerClock(_time);

    [Fact]
    public void Now_before_any_answer_is_null() => Assert.Null(_clock.Now);

    [Fact]
    public void Now_goes_on_from_the_last_answer()
    {
        Observe(s_noon);
        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(s_noon.AddSeconds(90), _clock.Now);
    }

    [Fact]
    public void Later_answer_within_the_same_second_does_not_set_it_back()
    {
        Observe(s_noon);
        _time.Advance(TimeSpan.FromMilliseconds(900));
        Observe(s_noon);

        Assert.Equal(s_noon.AddMilliseconds(900), _clock.Now);
    }

    [Fact]
    public void Answer_just_after_the_full_second_makes_it_exact()
    {
        Observe(s_noon);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Observe(s_noon.AddSeconds(1));

        Assert.Equal(s_noon.AddSeconds(1), _clock.Now);
    }

    [Fact]
    public void Slow_answer_does_not_set_it_back()
    {
        Observe(s_noon);
        var sent = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(20));
        _clock.Observe(s_noon, sent);

        Assert.Equal(s_noon.AddSeconds(20), _clock.Now);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public void Server_whose_clock_was_set_is_followed(int seconds)
    {
        Observe(s_noon);
        Observe(s_noon.AddSeconds(seconds));

        Assert.Equal(s_noon.AddSeconds(seconds), _clock.Now);
    }

    [Fact]
    public void Estimate_is_never_ahead_and_at_most_a_second_and_a_round_trip_behind()
    {
        var random = new Random(1);
        var truth = s_noon.AddSeconds(0.37);
        for (var i = 0; i < 10_000; i++)
        {
            var sent = _time.GetTimestamp();
            var there = TimeSpan.FromMilliseconds(random.Next(300));
            var back = TimeSpan.FromMilliseconds(random.Next(300));
            var stamped = truth + there;
            truth = stamped + back;
            _time.Advance(there + back);
            _clock.Observe(stamped.AddTicks(-(stamped.Ticks % TimeSpan.TicksPerSecond)), sent);

            Assert.InRange(truth - _clock.Now!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(1) + there + back);
            var pause = TimeSpan.FromMilliseconds(random.Next(2000));
            truth += pause;
            _time.Advance(pause);
        }

        Assert.InRange(truth - _clock.Now!.Value, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
    }

    private void Observe(DateTimeOffset date) => _clock.Observe(date, _time.GetTimestamp());
}
