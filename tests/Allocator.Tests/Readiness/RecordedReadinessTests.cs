namespace Allocator.Tests.Readiness;

/// <summary>Instances on a real cluster, watched from their creation on.</summary>
public sealed class RecordedReadinessTests
{
    [Theory]
    [InlineData("deployment-ready", "Deployment", "\"availableReplicas\":1")]
    [InlineData("statefulset-ready", "StatefulSet", "\"readyReplicas\":2")]
    [InlineData("daemonset-ready", "DaemonSet", "\"numberAvailable\":1")]
    [InlineData("replicaset-ready", "ReplicaSet", "\"availableReplicas\":1")]
    [InlineData("pod-ready", "Pod", "\"type\":\"Ready\",\"status\":\"True\"")]
    [InlineData("job-complete", "Job", "\"type\":\"Complete\",\"status\":\"True\"")]
    [InlineData("job-service", "Pod", "\"type\":\"Ready\",\"status\":\"True\"")]
    [InlineData("claim-ready", "Deployment", "\"availableReplicas\":1")]
    public void Look_becomes_ready_with_the_change_that_says_so_and_lists_no_events(string name, string kind, string sign)
    {
        var recording = Recording.Load(name);
        var decisive = recording.Changes.First(change => change.Object.Kind() == kind && change.Object.ToJsonString().Contains(sign, StringComparison.Ordinal));

        var replay = new Replay(recording);

        Assert.True(replay.Last.IsReady, replay.Last.Failure?.Message ?? replay.Last.Message);
        Assert.Equal(decisive.At, replay.At);
        Assert.Empty(replay.Objects.EventLists);
    }

    [Theory]
    [InlineData("image-missing", InstanceFailureReason.ImagePull, 16, "no-such-image:1': ErrImagePull: rpc error: code = Unknown desc = failed to pull")]
    [InlineData("image-invalid", InstanceFailureReason.ImagePull, 2, "container main cannot get its image 'registry.local/Not A Name': InvalidImageName: Failed to apply")]
    [InlineData("image-never", InstanceFailureReason.ImagePull, 2, "pod kv: container main cannot get its image 'registry.local/no-such-image:1': ErrImageNeverPull")]
    [InlineData("crash-loop", InstanceFailureReason.CrashLoop, 17, "container main ended 3 times, the last time with exit code 3 (Error)")]
    [InlineData("init-crash-loop", InstanceFailureReason.CrashLoop, 17, "init container init ended 3 times, the last time with exit code 4 (Error)")]
    [InlineData("start-error", InstanceFailureReason.ContainerConfig, 8, "exec: \"/no-such-program\": stat /no-such-program: no such file or directory")]
    [InlineData("unschedulable", InstanceFailureReason.Unschedulable, 11, "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity.")]
    [InlineData("config-missing", InstanceFailureReason.ContainerConfig, 7, "container main cannot be started: CreateContainerConfigError: configmap \"none\" not found")]
    [InlineData("quota-deployment", InstanceFailureReason.QuotaExceeded, 4, "Deployment kv: its pods are refused: pods \"kv-")]
    [InlineData("quota-statefulset", InstanceFailureReason.QuotaExceeded, 4, "StatefulSet kv: its pods are refused: create Pod kv-0")]
    [InlineData("quota-daemonset", InstanceFailureReason.QuotaExceeded, 4, "DaemonSet kv: its pods are refused")]
    [InlineData("quota-job", InstanceFailureReason.QuotaExceeded, 4, "Job kv: its pods are refused")]
    [InlineData("storageclass-missing", InstanceFailureReason.VolumeFailed, 3, "PersistentVolumeClaim kv gets no volume: storageclass.storage.k8s.io \"none\" not found")]
    [InlineData("job-failed", InstanceFailureReason.JobFailed, 2, "BackoffLimitExceeded: Job has reached the specified backoff limit; pod kv-")]
    [InlineData("pod-failed", InstanceFailureReason.PodFailed, 3, "Pod kv: container main ended: exit code 2 (Error)")]
    [InlineData("pod-rejected", InstanceFailureReason.PodFailed, 1, "Pod kv: OutOfcpu: Pod Node didn't have enough resource: cpu")]
    public void Look_fails_in_seconds_with_the_cause(string name, InstanceFailureReason reason, int seconds, string cause)
    {
        var replay = new Replay(Recording.Load(name));

        Assert.Equal(reason, replay.Last.Failure?.Reason);
        Assert.Contains(cause, replay.Last.Failure!.Message, StringComparison.Ordinal);
        Assert.InRange(replay.At, TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void Look_waits_for_a_volume_that_cannot_be_mounted_and_says_so()
    {
        var replay = new Replay(Recording.Load("mount-missing"));

        Assert.Null(replay.Last.Failure);
        Assert.False(replay.Last.IsReady);
        Assert.Equal(
            "Pod kv: ContainerCreating (FailedMount: MountVolume.SetUp failed for volume \"data\" : configmap \"none\" not found)",
            replay.Last.Message);
    }

    [Fact]
    public void Look_says_step_by_step_what_is_missing()
    {
        var replay = new Replay(Recording.Load("deployment-ready"));

        var pod = replay.Objects.Pods[0].Name();
        Assert.Equal(
            [
                "Deployment kv: not seen yet",
                "Deployment kv: its controller has not seen it yet",
                $"Deployment kv: its controller has not seen it yet; pod {pod}: waiting for the scheduler",
                $"Deployment kv: its controller has not seen it yet; pod {pod}: starting",
                $"Deployment kv: 0 of 1 created; pod {pod}: starting",
                $"Deployment kv: 0 of 1 created; pod {pod}: ContainerCreating",
                $"Deployment kv: 0 of 1 available; pod {pod}: ContainerCreating",
                $"Deployment kv: 0 of 1 available; pod {pod}: running, not ready yet",
                "Deployment kv: 0 of 1 available",
                "ready",
            ],
            replay.Messages);
    }

    [Fact]
    public void Look_waits_when_the_graces_are_long()
    {
        var options = new ReadinessOptions { UnschedulableGrace = TimeSpan.FromHours(1) };

        var replay = new Replay(Recording.Load("unschedulable"), options);

        Assert.Null(replay.Last.Failure);
        Assert.Contains("node affinity", replay.Last.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_takes_the_error_of_a_back_off_from_the_events()
    {
        var recording = Recording.Load("image-missing")
            .Without(change => change.Object.ToJsonString().Contains("\"reason\":\"ErrImagePull\"", StringComparison.Ordinal));

        var replay = new Replay(recording);

        Assert.Equal(InstanceFailureReason.ImagePull, replay.Last.Failure?.Reason);
        Assert.Contains("Temporary failure in name resolution", replay.Last.Failure!.Message, StringComparison.Ordinal);
    }
}
