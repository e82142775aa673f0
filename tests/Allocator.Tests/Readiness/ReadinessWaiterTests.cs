using Allocator.Readiness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator.Tests.Readiness;

public sealed class ReadinessWaiterTests
{
    private const string Starting = "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','uid':'u'},'spec':{'nodeName':'n'},'status':{'phase':'Pending'}}";
    private const string Ready = "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','uid':'u'},'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}]}}";
    private const string Refused =
        "{'apiVersion':'apps/v1','kind':'ReplicaSet','metadata':{'name':'r','uid':'r'},"
        + "'status':{'conditions':[{'type':'ReplicaFailure','status':'True','message':'pods is forbidden: exceeded quota: q'}]}}";

    private readonly ManualTimeProvider _time = new();
    private readonly RecordedObjects _objects = new();
    private readonly List<InstanceProgress> _reports = [];

    [Fact]
    public async Task WaitAsync_returns_at_once_when_all_is_ready()
    {
        _objects.Apply(Ready);

        var wait = WaitForPodAsync();

        Assert.True(wait.IsCompletedSuccessfully);
        await wait;
    }

    [Fact]
    public async Task WaitAsync_returns_after_the_change_that_makes_it_ready()
    {
        var wait = WaitForPodAsync();
        _objects.Apply(Starting);
        Assert.False(wait.IsCompleted);
        _objects.Apply(Ready);

        await wait;
        Assert.False(_objects.HasSubscribers);
    }

    [Fact]
    public async Task WaitAsync_reports_what_is_missing_once()
    {
        _objects.Apply(Starting);
        var wait = WaitForPodAsync();
        for (var i = 0; i < 5; i++)
            _objects.Apply(Starting);
        _objects.Apply(Ready);
        await wait;

        Assert.Equal([new InstanceProgress(InstancePhase.Waiting, "Pod p: starting", TimeSpan.Zero) { PodsTotal = 1 }], _reports);
    }

    [Fact]
    public async Task WaitAsync_reports_one_line_without_secrets()
    {
        _objects.Apply(Starting.Replace("'phase':'Pending'", "'conditions':[{'type':'PodScheduled','status':'False','message':'key hunter22\\nis bad'}]", StringComparison.Ordinal));
        var wait = WaitForPodAsync();
        _objects.Apply(Ready);
        await wait;

        Assert.Equal("Pod p: key *** is bad", Assert.Single(_reports).Message);
    }

    [Fact(Timeout = 300_000)]
    public async Task WaitAsync_times_out_and_says_what_was_missing()
    {
        _objects.Apply(Starting);
        var wait = WaitForPodAsync(TimeSpan.FromSeconds(20));

        var failure = await Assert.ThrowsAsync<InstanceFailure>(() => EndAsync(wait));

        Assert.Equal(InstanceFailureReason.TimedOut, failure.Reason);
        Assert.Equal("not ready after 20 s: Pod p: starting", failure.Message);
    }

    [Fact]
    public async Task WaitAsync_fails_when_an_object_is_deleted()
    {
        _objects.Apply(Starting);
        var wait = WaitForPodAsync();
        _objects.Delete(Starting);

        var failure = await Assert.ThrowsAsync<InstanceFailure>(() => wait);

        Assert.Equal(InstanceFailureReason.Deleted, failure.Reason);
        Assert.Equal("Pod p: deleted while it was waited for", failure.Message);
    }

    [Fact]
    public async Task WaitAsync_fails_when_an_object_is_replaced()
    {
        _objects.Apply(Starting);
        var wait = WaitForPodAsync();
        _objects.Apply(Ready.Replace("'uid':'u'", "'uid':'v'", StringComparison.Ordinal));

        var failure = await Assert.ThrowsAsync<InstanceFailure>(() => wait);

        Assert.Equal("Pod p: replaced while it was waited for", failure.Message);
    }

    [Fact]
    public async Task WaitAsync_does_not_take_a_forerunner_of_the_same_name_for_the_object()
    {
        _objects.Apply(Ready.Replace("'uid':'u'", "'uid':'old'", StringComparison.Ordinal));
        var wait = WaitForPodAsync();
        Assert.False(wait.IsCompleted);
        _objects.Apply(Ready);

        await wait;
    }

    [Fact]
    public async Task WaitAsync_ends_with_its_token()
    {
        using var cancellation = new CancellationTokenSource();
        var wait = WaitForPodAsync(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.False(_objects.HasSubscribers);
    }

    [Fact(Timeout = 300_000)]
    public async Task WaitAsync_fails_when_a_quota_refuses_pods()
    {
        _objects.Apply(Refused);

        var failure = await Assert.ThrowsAsync<InstanceFailure>(() => EndAsync(WaitForReplicaSetAsync()));

        Assert.Equal(InstanceFailureReason.QuotaExceeded, failure.Reason);
        Assert.Equal("ReplicaSet r: its pods are refused: pods is forbidden: exceeded quota: q", failure.Message);
    }

    [Fact(Timeout = 300_000)]
    public async Task WaitAsync_waits_for_a_quota_while_instances_are_terminating()
    {
        var start = _time.GetTimestamp();
        var answers = new Queue<bool>([true, true, false]);
        _objects.Apply(Refused);

        var wait = WaitForReplicaSetAsync(_ => Task.FromResult(answers.Dequeue()));
        var failure = await Assert.ThrowsAsync<InstanceFailure>(() => EndAsync(wait));

        Assert.Equal(InstanceFailureReason.QuotaExceeded, failure.Reason);
        Assert.Empty(answers);
        // Refused at 0 s, asked at 3 s, 6 s and 12 s at the earliest.
        Assert.True(_time.GetElapsedTime(start) >= TimeSpan.FromSeconds(12));
        Assert.Contains(_reports, report => report.Message.Contains("; waiting for terminating instances to leave the quota; ", StringComparison.Ordinal));
    }

    private Task WaitForPodAsync(TimeSpan? timeout = null, CancellationToken? cancellationToken = null) =>
        WaitAsync(new ObjectReference(ResourceKind.Pod, "p", "u"), timeout, null, cancellationToken ?? TestContext.Current.CancellationToken);

    private Task WaitForReplicaSetAsync(Func<CancellationToken, Task<bool>>? quotaWillRelax = null) =>
        WaitAsync(new ObjectReference(new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true), "r", "r"), null, quotaWillRelax, TestContext.Current.CancellationToken);

    private Task WaitAsync(ObjectReference awaited, TimeSpan? timeout, Func<CancellationToken, Task<bool>>? quotaWillRelax, CancellationToken cancellationToken)
    {
        var instance = new AwaitedInstance("kv", "kv-1", [awaited], new PhaseClock(_time), new SecretRedactor(["hunter22"]));
        var waiter = new ReadinessWaiter(_objects, _objects, new ReadinessOptions(), _time, NullLogger.Instance) { QuotaWillRelax = quotaWillRelax };
        return waiter.WaitAsync(instance, timeout ?? Timeout.InfiniteTimeSpan, new Reports(_reports), cancellationToken);
    }

    // Moves the clock until the wait has ended; how far depends on how fast the waiter's thread follows.
    private async Task EndAsync(Task wait)
    {
        while (!wait.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(500));
            for (var i = 0; i < 100; i++)
                await Task.Yield();
        }
        await wait;
    }

    private sealed class Reports(List<InstanceProgress> reports) : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value) => reports.Add(value);
    }
}
