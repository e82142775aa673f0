namespace Allocator.Suspending;

public sealed class OperationRulesTests
{
    private static readonly DateTimeOffset s_until = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly OperationRecord s_operation = new() { Token = "token" };

    [Theory]
    [InlineData("creating", "is still being created")]
    [InlineData("failed", "did not become ready")]
    public void Check_instance_that_never_was_ready_is_refused(string state, string why)
    {
        var failure = Assert.Throws<AllocatorException>(() => OperationRules.Check(Recorded.Instance(state), OperationGoal.Suspend, s_until));

        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_operation_is_another_process_until_its_time_and_the_margin_are_over()
    {
        var instance = Recorded.Instance("suspending", s_operation, s_operation.Until(s_until));

        var busy = Assert.Throws<InstanceBusyException>(() => OperationRules.Check(instance, OperationGoal.Resume, s_until + LeaseTerms.Margin));
        OperationRules.Check(instance, OperationGoal.Resume, s_until + LeaseTerms.Margin + TimeSpan.FromTicks(1));

        Assert.Equal((Recorded.Name, InstanceState.Suspending), (busy.Name, busy.State));
        Assert.Contains("being suspended by another call", busy.Message, StringComparison.Ordinal);
        Assert.Contains("from 12:00:05 UTC on", busy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_time_of_an_earlier_operation_counts_for_nothing()
    {
        var earlier = new OperationRecord { Token = "earlier" };

        OperationRules.Check(Recorded.Instance("suspending", s_operation, earlier.Until(s_until)), OperationGoal.Resume, s_until);

        Assert.Null(s_operation.UntilOf(earlier.Until(s_until)));
        Assert.Equal(s_until, s_operation.UntilOf(s_operation.Until(s_until)));
    }

    [Theory]
    [InlineData("ready", nameof(OperationGoal.Resume), true)]
    [InlineData("suspended", nameof(OperationGoal.Suspend), true)]
    [InlineData("suspending", nameof(OperationGoal.Suspend), false)]
    [InlineData("resuming", nameof(OperationGoal.Resume), false)]
    [InlineData("ready", nameof(OperationGoal.ResetDisk), false)]
    public void IsReached_by_the_state_that_is_wanted_only(string state, string goal, bool isReached) =>
        Assert.Equal(isReached, OperationRules.IsReached(Recorded.Instance(state), Enum.Parse<OperationGoal>(goal)));
}
