using Allocator.Readiness;

namespace Allocator.Tests.Readiness;

public sealed class ProblemClockTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ProblemClock _clock;
    private readonly Problem _problem = new("a", InstanceFailureReason.Other, "a", TimeSpan.FromSeconds(3));

    public ProblemClockTests() => _clock = new ProblemClock(_time);

    [Fact]
    public void Update_is_due_when_the_grace_is_over()
    {
        Assert.Equal((null, TimeSpan.FromSeconds(3)), _clock.Update([_problem]));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((null, TimeSpan.FromSeconds(1)), _clock.Update([_problem with { Message = "in other words" }]));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((_problem, null), _clock.Update([_problem]));
    }

    [Fact]
    public void Update_forgets_a_problem_that_went_away()
    {
        _clock.Update([_problem]);
        _time.Advance(TimeSpan.FromSeconds(2));
        _clock.Update([]);

        Assert.Equal((null, TimeSpan.FromSeconds(3)), _clock.Update([_problem]));
    }

    [Fact]
    public void Update_without_a_grace_is_due_at_once()
    {
        var hopeless = _problem with { Key = "b", Grace = TimeSpan.Zero };

        Assert.Equal(hopeless, _clock.Update([_problem, hopeless]).Due);
    }

    [Fact]
    public void Update_counts_from_when_the_problem_began()
    {
        var began = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(1), _clock.Update([_problem with { Since = began }]).Next);
    }

    [Fact]
    public void Extend_lets_a_problem_last_as_long_again()
    {
        _clock.Update([_problem]);
        _time.Advance(TimeSpan.FromSeconds(10));
        _clock.Extend(_problem);

        Assert.Equal(TimeSpan.FromSeconds(10), _clock.Update([_problem]).Next);
    }

    [Fact]
    public void Extend_of_a_problem_that_has_just_begun_lets_it_last_a_while()
    {
        var hopeless = _problem with { Grace = TimeSpan.Zero };
        _clock.Update([hopeless]);
        _clock.Extend(hopeless);

        Assert.Equal(TimeSpan.FromSeconds(1), _clock.Update([hopeless]).Next);
    }
}
