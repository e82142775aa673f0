using Allocator.Readiness;

namespace Allocator.Tests.Readiness;

public sealed class DiagnosisTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecordedObjects _objects = new();

    [Fact]
    public async Task CollectAsync_of_a_crash_loop_tells_all_that_is_known()
    {
        _objects.Log = request => "listening on 6379\npassword is hunter22\n\u001b[31mcannot open /data\r\n";

        var exception = await CollectAsync("crash-loop", untilSeconds: 17, "hunter22");

        Assert.Equal(InstanceFailureReason.CrashLoop, exception.Reason);
        Assert.Equal("kv-1a2b3c4d", exception.InstanceName);
        Assert.Equal("kv", exception.Service);
        Assert.Equal(
            """
            Instance kv-1a2b3c4d of service 'kv' did not become ready (CrashLoop): pod kv-5589f4cd7-lbv5q: container main ended 3 times, the last time with exit code 3 (Error)
            What to do: read the container's last log lines and exit code below (137 with OOMKilled: raise its memory limit). If it only has to wait for something to come up, let it wait instead of ending, or raise MaxRestarts.
            Phases:
              Rendering 2 ms, Creating 35 ms, Waiting 17.0 s
            Objects:
              Deployment kv: 0 of 1 available
            Pods:
              kv-5589f4cd7-lbv5q on node1: Running, container main ended: exit code 3 (Error)
                main (registry.local/busybox:1.35): ended, exit code 3 (Error); 2 restarts; before that exit code 3 (Error)
            Events, newest first:
              17:57:23Z Warning BackOff Pod kv-5589f4cd7-lbv5q (3 times): Back-off restarting failed container
              17:57:23Z Normal Pulled Pod kv-5589f4cd7-lbv5q (3 times): Container image "registry.local/busybox:1.35" already present on machine
              17:57:23Z Normal Created Pod kv-5589f4cd7-lbv5q (3 times): Created container main
              17:57:23Z Normal Started Pod kv-5589f4cd7-lbv5q (3 times): Started container main
              17:57:07Z Normal Scheduled Pod kv-5589f4cd7-lbv5q: Successfully assigned readiness-crash-loop/kv-5589f4cd7-lbv5q to node1
              17:57:07Z Normal SuccessfulCreate ReplicaSet kv-5589f4cd7: Created pod: kv-5589f4cd7-lbv5q
              17:57:07Z Normal ScalingReplicaSet Deployment kv: Scaled up replica set kv-5589f4cd7 to 1
            Log of pod kv-5589f4cd7-lbv5q, container main:
              | listening on 6379
              | password is ***
              | [31mcannot open /data
            """,
            exception.Message);
    }

    [Fact]
    public async Task CollectAsync_of_an_image_that_cannot_be_pulled_reads_no_logs()
    {
        var exception = await CollectAsync("image-missing", untilSeconds: 3);

        Assert.Empty(_objects.LogReads);
        Assert.StartsWith(
            "Instance kv-1a2b3c4d of service 'kv' did not become ready (ImagePull): pod kv-6b6d9697d6-6sfgt: container main cannot get its image 'registry.local/no-such-image:1': ErrImagePull:",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Contains("imagePullSecrets", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Warning Failed Pod kv-6b6d9697d6-6sfgt: Failed to pull image", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectAsync_of_a_claim_shows_the_claims_events()
    {
        var exception = await CollectAsync("storageclass-missing", untilSeconds: 3);

        Assert.Contains("PersistentVolumeClaim kv: not bound to a volume yet", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Warning ProvisioningFailed PersistentVolumeClaim kv: storageclass.storage.k8s.io \"none\" not found", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectAsync_of_a_running_container_that_crashed_reads_both_runs()
    {
        _objects.Apply(
            "{'kind':'Pod','metadata':{'name':'p','uid':'p'},'status':{'phase':'Running','containerStatuses':"
            + "[{'name':'c','restartCount':3,'ready':false,'state':{'running':{}},'lastState':{'terminated':{'exitCode':1}}},"
            + "{'name':'well','restartCount':0,'ready':true,'state':{'running':{}}}]}}");

        var exception = await CollectAsync([]);

        Assert.Equal([("c", false), ("c", true)], _objects.LogReads.Select(request => (request.Container, request.Previous)));
        Assert.Contains("Log of pod p, container c, its run before:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectAsync_says_which_parts_cannot_be_had()
    {
        _objects.EventError = new InvalidOperationException("events is forbidden");
        _objects.Log = _ => throw new HttpRequestException("the node does not answer");

        var exception = await CollectAsync("crash-loop", untilSeconds: 17);

        Assert.Contains("Events, newest first:\n  not all available: events is forbidden\n", exception.Message, StringComparison.Ordinal);
        Assert.Contains("container main:\n  not available: the node does not answer", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Deployment kv: 0 of 1 available", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectAsync_ends_after_its_own_time_when_nobody_answers()
    {
        _objects.Silent = true;

        var collecting = CollectAsync("crash-loop", untilSeconds: 17);
        Assert.False(collecting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(5));
        var exception = await collecting;

        Assert.Contains("not all available: not answered in time", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectAsync_stays_short_and_keeps_the_ends_of_logs()
    {
        var noise = string.Concat(Enumerable.Range(0, 3000).Select(i => $"line {i} {new string('x', 40)}\n"));
        _objects.Log = _ => noise + "the last line\n";
        foreach (var i in Enumerable.Range(0, 40))
        {
            _objects.Apply(
                $"{{'kind':'Pod','metadata':{{'name':'p{i}','uid':'p{i}'}},'status':{{'phase':'Running','containerStatuses':"
                + $"[{{'name':'c','restartCount':1,'state':{{'waiting':{{'reason':'CrashLoopBackOff','message':'{new string('m', 2000)}'}}}},'lastState':{{'terminated':{{'exitCode':1}}}}}}]}}}}");
            _objects.Apply($"{{'metadata':{{'uid':'e{i}'}},'involvedObject':{{'uid':'p{i}'}},'message':'{new string('e', 1000)}{i}'}}");
        }

        var exception = await CollectAsync([]);

        Assert.InRange(exception.Message.Length, 4000, DiagnosisText.MaxLength);
        Assert.Contains("  | the last line\n", exception.Message, StringComparison.Ordinal);
        Assert.Contains("  | the last line", exception.Message[^20..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectAsync_shows_no_half_secret_where_it_cuts()
    {
        var secret = new string('s', 300) + "-end";
        _objects.Apply(
            $"{{'kind':'Pod','metadata':{{'name':'p','uid':'p'}},'status':{{'phase':'Failed','message':'{new string('m', 400)}{secret}','containerStatuses':"
            + "[{'name':'c','restartCount':0,'state':{'terminated':{'exitCode':1}}}]}}");
        _objects.Log = _ => string.Concat(Enumerable.Repeat($"{secret} ", 60));

        var exception = await CollectAsync([], secret);

        Assert.DoesNotContain("sss", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectAsync_leaves_out_a_line_that_the_server_cut()
    {
        _objects.Apply("{'kind':'Pod','metadata':{'name':'p','uid':'p'},'status':{'phase':'Failed','containerStatuses':[{'name':'c','state':{'terminated':{'exitCode':1}}}]}}");
        _objects.Log = request => (new string('x', 1000) + "\n" + new string('y', request.LimitBytes))[..request.LimitBytes];

        var exception = await CollectAsync([]);

        Assert.Contains("xxx", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("yyy", exception.Message, StringComparison.Ordinal);
    }

    private Task<InstanceFailedException> CollectAsync(string recordingName, int untilSeconds, params string[] secrets)
    {
        var recording = Recording.Load(recordingName);
        foreach (var change in recording.Changes.Where(change => change.At < TimeSpan.FromSeconds(untilSeconds)))
            _objects.Apply(change);
        var problem = new Replay(recording).Last.Failure!;
        return CollectAsync(recording.Created, new InstanceFailure(problem.Reason, problem.Message), TimeSpan.FromSeconds(untilSeconds), secrets);
    }

    private Task<InstanceFailedException> CollectAsync(IReadOnlyList<ObjectReference> created, params string[] secrets) =>
        CollectAsync(created, new InstanceFailure(InstanceFailureReason.TimedOut, "not ready after 5 s"), TimeSpan.FromSeconds(5), secrets);

    private Task<InstanceFailedException> CollectAsync(IReadOnlyList<ObjectReference> created, InstanceFailure failure, TimeSpan waited, string[] secrets)
    {
        var clock = new PhaseClock(_time);
        clock.Enter(InstancePhase.Rendering);
        _time.Advance(TimeSpan.FromMilliseconds(2));
        clock.Enter(InstancePhase.Creating);
        _time.Advance(TimeSpan.FromMilliseconds(35));
        clock.Enter(InstancePhase.Waiting);
        _time.Advance(waited);
        var instance = new AwaitedInstance("kv", "kv-1a2b3c4d", created, clock, new SecretRedactor(secrets));
        return new Diagnosis(_objects, _objects, _objects, _time).CollectAsync(instance, failure, TestContext.Current.CancellationToken);
    }
}
