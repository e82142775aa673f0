namespace Allocator.Embedded;

public sealed class JobControllerTests
{
    [Fact]
    public async Task Reconcile_pods_succeed_job_is_complete()
    {
        await using var cluster = TestCluster.Start();
        var job = await cluster.CreateAsync(ResourceTypes.Jobs, Manifests.Job("work", """ "completions": 3, "parallelism": 2"""));
        Assert.Equal(2, cluster.Pods.Count);
        var labels = new Dictionary<string, string> { ["controller-uid"] = job.Uid, ["job-name"] = "work" };
        Assert.All(cluster.Pods, pod => Assert.Equal(labels, pod.Labels));
        Assert.All(cluster.Pods, pod => Assert.Matches("^work-[a-z0-9]{5}$", pod.Name));

        while (cluster.Pods.FirstOrDefault(PodFacts.IsActive) is { } pod)
        {
            cluster.SetEnded(pod, hasSucceeded: true);
            await cluster.IdleAsync();
        }

        var status = cluster.Status(ResourceTypes.Jobs, "work");
        Assert.Equal((3, null, null), (status.Number("succeeded"), status.Number("active"), status.Number("failed")));
        Assert.Equal("True", cluster.Condition(ResourceTypes.Jobs, "work", "Complete").Text("status"));
        Assert.Equal(Timestamp.Format(cluster.Time.GetUtcNow()), status.Text("completionTime"));
        Assert.Equal("Completed: Job completed", cluster.Events("work")[^1]);
        Assert.Equal(3, cluster.Pods.Count);
    }

    [Fact]
    public async Task Reconcile_pods_fail_too_often_job_has_failed()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Jobs, Manifests.Job("work", """ "backoffLimit": 1"""));
        cluster.SetEnded(cluster.Pods.Single(), hasSucceeded: false);
        await cluster.IdleAsync();
        Assert.Equal((1, 1), FailedAndActive(cluster));
        cluster.SetEnded(cluster.Pods.Single(PodFacts.IsActive), hasSucceeded: false);

        // The second failure is answered 10 s after the first.
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(9));
        Assert.Equal(default, cluster.Condition(ResourceTypes.Jobs, "work", "Failed").ValueKind);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(1));

        var failed = cluster.Condition(ResourceTypes.Jobs, "work", "Failed");
        Assert.Equal(("BackoffLimitExceeded", "Job has reached the specified backoff limit"), (failed.Text("reason"), failed.Text("message")));
        Assert.Equal((2, null), FailedAndActive(cluster));
        Assert.Equal("BackoffLimitExceeded: Job has reached the specified backoff limit", cluster.Events("work")[^1]);
        Assert.Equal(2, cluster.Pods.Count);
    }

    [Fact]
    public async Task Reconcile_containers_restart_too_often_active_pods_are_deleted()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Jobs, Manifests.Job("work", """ "backoffLimit": 2""", "OnFailure"));
        cluster.SetRunning(cluster.Pods.Single(), restarts: 1);
        await cluster.IdleAsync();
        Assert.Equal(default, cluster.Condition(ResourceTypes.Jobs, "work", "Failed").ValueKind);

        cluster.SetRunning(cluster.Pods.Single(), restarts: 2);
        await cluster.IdleAsync();

        Assert.Equal("BackoffLimitExceeded", cluster.Condition(ResourceTypes.Jobs, "work", "Failed").Text("reason"));
        Assert.True(cluster.Pods.Single().IsTerminating);
        Assert.Equal(1, cluster.Status(ResourceTypes.Jobs, "work").Number("failed"));
    }

    [Fact]
    public async Task Reconcile_deadline_passes_on_the_clock_job_has_failed()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Jobs, Manifests.Job("work", """ "activeDeadlineSeconds": 30"""));
        cluster.SetRunning(cluster.Pods.Single());

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Equal(default, cluster.Condition(ResourceTypes.Jobs, "work", "Failed").ValueKind);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(1));

        var failed = cluster.Condition(ResourceTypes.Jobs, "work", "Failed");
        Assert.Equal(("DeadlineExceeded", "Job was active longer than specified deadline"), (failed.Text("reason"), failed.Text("message")));
        Assert.True(cluster.Pods.Single().IsTerminating);
    }

    private static (long? Failed, long? Active) FailedAndActive(TestCluster cluster)
    {
        var status = cluster.Status(ResourceTypes.Jobs, "work");
        return (status.Number("failed"), status.Number("active"));
    }
}
