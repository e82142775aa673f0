namespace Allocator.Suspending;

public sealed class OperationPlanTests
{
    private const string ReplicaSet = """{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "db-0a1b2c3d-1", "uid": "set-uid", "controller": true}""";

    private static readonly OperationRecord s_reset = new()
    {
        Token = "before",
        Runs = true,
        Replicas = new Dictionary<string, long> { ["Deployment/db-0a1b2c3d"] = 3 },
        Claims = [FreshClaim.Of(Recorded.Claim("old"))],
    };

    [Fact]
    public void Of_suspend_of_a_ready_instance_records_the_replicas_it_has()
    {
        var plan = OperationPlan.Of(Recorded.Instance("ready"), OperationGoal.Suspend, Recorded.Objects(Recorded.Workload("Deployment", 2), Recorded.Pod(ReplicaSet)));

        Assert.Equal((true, false, 2L), (plan.Stops, plan.Operation.Runs, plan.Operation.Replicas["Deployment/db-0a1b2c3d"]));
    }

    [Fact]
    public void Of_resume_of_a_suspended_instance_takes_the_recorded_replicas()
    {
        var suspended = Recorded.Instance("suspended", s_reset with { Runs = false, Claims = [] });

        var plan = OperationPlan.Of(suspended, OperationGoal.Resume, Recorded.Objects(Recorded.Workload("Deployment", 0), Recorded.Claim("old")));

        Assert.Equal((false, true, 3L), (plan.Stops, plan.Operation.Runs, plan.Operation.Replicas["Deployment/db-0a1b2c3d"]));
        Assert.Empty(plan.Operation.Claims);
    }

    [Theory]
    [InlineData("ready", true)]
    [InlineData("suspended", false)]
    public void Of_reset_ends_where_it_began(string state, bool runs)
    {
        var instance = Recorded.Instance(state, state == "ready" ? null : s_reset with { Runs = false, Claims = [] });

        var plan = OperationPlan.Of(instance, OperationGoal.ResetDisk, Recorded.Objects(Recorded.Workload("Deployment", 1), Recorded.Claim("old")));

        Assert.Equal((true, runs), (plan.Stops, plan.Operation.Runs));
        Assert.Equal("old", Assert.Single(plan.Operation.Claims).Uid);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("old", 1)]
    [InlineData("new", 0)]
    public void Of_resume_after_a_reset_that_was_cut_finishes_what_is_left_of_it(string? existing, int left)
    {
        var claims = existing is null ? [] : new[] { Recorded.Claim(existing) };

        var plan = OperationPlan.Of(Recorded.Instance("resetting", s_reset), OperationGoal.Resume, Recorded.Objects([Recorded.Workload("Deployment", 0), .. claims]));

        Assert.Equal((left, left > 0), (plan.Operation.Claims.Count, plan.Stops));
    }

    [Fact]
    public void Of_reset_after_a_reset_that_was_cut_has_both_what_is_there_and_what_is_missing()
    {
        var cut = s_reset with { Claims = [FreshClaim.Of(Recorded.Claim("old")), FreshClaim.Of(Recorded.Claim("old-b", "db-0a1b2c3d-b"))] };

        var plan = OperationPlan.Of(Recorded.Instance("resetting", cut), OperationGoal.ResetDisk, Recorded.Objects(Recorded.Workload("Deployment", 0), Recorded.Claim("new")));

        Assert.Equal(["new", "old-b"], plan.Operation.Claims.Select(claim => claim.Uid));
    }

    [Fact]
    public void Of_workload_that_is_gone_names_it()
    {
        var suspended = Recorded.Instance("suspended", s_reset with { Replicas = new Dictionary<string, long> { ["StatefulSet/db-0a1b2c3d"] = 1 } });

        var failure = Assert.Throws<AllocatorException>(() => OperationPlan.Of(suspended, OperationGoal.Resume, Recorded.Objects(Recorded.Workload("Deployment", 0))));

        Assert.Contains("its StatefulSet db-0a1b2c3d is gone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_statefulset_that_deletes_its_claims_with_its_pods_is_refused()
    {
        var workload = Recorded.Workload("StatefulSet", 1, """, "persistentVolumeClaimRetentionPolicy": {"whenScaled": "Delete"}""");

        var failure = Assert.Throws<AllocatorException>(() => OperationPlan.Of(Recorded.Instance("ready"), OperationGoal.Suspend, Recorded.Objects(workload)));

        Assert.Contains("whenScaled is Delete. Nothing was changed.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "nothing manages its pod db-0a1b2c3d-x")]
    [InlineData("""{"apiVersion": "example.com/v1", "kind": "Database", "name": "mine", "uid": "u", "controller": true}""", "Database mine manages its pod db-0a1b2c3d-x")]
    public void Of_pod_that_no_workload_manages_is_refused(string? controller, string why)
    {
        var objects = Recorded.Objects(Recorded.Workload("Deployment", 1), Recorded.Pod(controller));

        var failure = Assert.Throws<AllocatorException>(() => OperationPlan.Of(Recorded.Instance("ready"), OperationGoal.Suspend, objects));

        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }
}
