using System.Diagnostics;

namespace Allocator;

/// <summary>Workloads that cannot become ready: Create fails as soon as that is certain, says why, and leaves nothing.</summary>
public sealed class ReadinessFailureTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task Create_image_that_cannot_be_pulled_fails_with_the_image_and_the_events()
    {
        await using var service = new FailingService(cluster, "no-image", Workloads.Deployment("true", "registry.local/no-such-image:9"));

        var failure = await FailSoonAsync(service);

        Assert.Equal(InstanceFailureReason.ImagePull, failure.Reason);
        Assert.Contains("registry.local/no-such-image:9", FirstLine(failure), StringComparison.Ordinal);
        Assert.Contains("Events", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Failed to pull image", failure.Message, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Create_crash_loop_fails_with_exit_code_events_and_log_lines()
    {
        await using var service = new FailingService(
            cluster, "crashes", Workloads.Deployment("echo the disk is not formatted; exit 3", containerFields: Workloads.NeverReady), options => options.Readiness.MaxRestarts = 2);

        // The second restart is after a back-off of 10 seconds, and so after the event that tells of it.
        var failure = await FailSoonAsync(service);

        Assert.Equal(InstanceFailureReason.CrashLoop, failure.Reason);
        Assert.Contains("container main", FirstLine(failure), StringComparison.Ordinal);
        Assert.Contains("exit code 3", FirstLine(failure), StringComparison.Ordinal);
        Assert.Contains("BackOff", failure.Message, StringComparison.Ordinal);
        Assert.Contains("| the disk is not formatted", failure.Message, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Create_pod_that_no_node_takes_fails_with_the_schedulers_words()
    {
        await using var service = new FailingService(
            cluster, "no-node", Workloads.Deployment("true", podFields: "nodeSelector: {disk: made-of-gold}"),
            options => options.Readiness.UnschedulableGrace = TimeSpan.FromSeconds(5));

        var failure = await FailSoonAsync(service);

        Assert.Equal(InstanceFailureReason.Unschedulable, failure.Reason);
        Assert.Contains("nodes are available", FirstLine(failure), StringComparison.Ordinal);
        Assert.Contains("FailedScheduling", failure.Message, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Create_program_that_is_not_in_the_image_fails_with_the_programs_name()
    {
        var template = Workloads.Deployment("true").Replace("\"sh\", \"-c\"", "\"no-such-program\"", StringComparison.Ordinal);
        await using var service = new FailingService(cluster, "no-program", template, options => options.Readiness.ContainerConfigGrace = TimeSpan.FromSeconds(1));

        var failure = await FailSoonAsync(service);

        Assert.Equal(InstanceFailureReason.ContainerConfig, failure.Reason);
        Assert.Contains("no-such-program", FirstLine(failure), StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Create_that_takes_longer_than_its_timeout_fails_with_what_was_still_missing()
    {
        var template = Workloads.Deployment("echo still warming up; sleep 600").TrimEnd() + """

                    readinessProbe: {exec: {command: ["false"]}, periodSeconds: 1}
            """;
        // The last 10 seconds are for the diagnosis; before that the pod has to run.
        await using var service = new FailingService(cluster, "too-slow", template, options => options.CreateTimeout = TimeSpan.FromSeconds(40));

        var failure = await FailSoonAsync(service);

        Assert.Equal(InstanceFailureReason.TimedOut, failure.Reason);
        Assert.Contains("Deployment too-slow-", FirstLine(failure), StringComparison.Ordinal);
        Assert.Contains("running, not ready", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Readiness probe failed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("| still warming up", failure.Message, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Create_whose_pods_have_no_service_account_fails_with_the_refusal()
    {
        await using var service = new FailingService(cluster, "no-account", Workloads.Deployment("true", podFields: "serviceAccountName: nobody-made-it"));

        var failure = await FailSoonAsync(service);

        Assert.Equal(InstanceFailureReason.AdmissionRefused, failure.Reason);
        Assert.Contains("\"nobody-made-it\" not found", FirstLine(failure), StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    /// <summary>Fails long before the time is over that a creation may take if nothing else is said.</summary>
    private static async Task<InstanceFailedException> FailSoonAsync(FailingService service)
    {
        var watch = Stopwatch.StartNew();
        var failure = await service.FailAsync<InstanceFailedException>();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, new ServiceOptions().CreateTimeout / 2);
        return failure;
    }

    private static string FirstLine(InstanceFailedException failure) => failure.Message.Split('\n')[0];
}
