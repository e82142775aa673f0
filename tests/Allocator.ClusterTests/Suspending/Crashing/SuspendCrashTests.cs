namespace Allocator;

/// <summary>
/// Whatever happens to Suspend, Resume or ResetDisk at whatever request, the next call finishes it. Each is cut at each of its requests in every way there is, by turns followed by each call of
/// another process. These are on an embedded cluster always, because only there requests can be made to fail.
/// </summary>
public sealed class SuspendCrashTests
{
    private static readonly OperationGoal?[] s_followers = [OperationGoal.Suspend, OperationGoal.Resume, OperationGoal.ResetDisk, null];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Suspend_cut_anywhere_is_finished_by_the_next_call() => CutEverywhereAsync(OperationGoal.Suspend, InstanceState.Ready);

    [Fact]
    public Task Resume_cut_anywhere_is_finished_by_the_next_call() => CutEverywhereAsync(OperationGoal.Resume, InstanceState.Suspended);

    [Fact]
    public Task ResetDisk_cut_anywhere_is_finished_by_the_next_call() => CutEverywhereAsync(OperationGoal.ResetDisk, InstanceState.Ready);

    [Fact]
    public Task ResetDisk_of_a_suspended_instance_cut_anywhere_is_finished_by_the_next_call() => CutEverywhereAsync(OperationGoal.ResetDisk, InstanceState.Suspended);

    [Fact]
    public Task Suspend_that_wakes_up_after_another_call_has_gone_on_changes_nothing_more() => PauseEverywhereAsync(OperationGoal.Suspend, InstanceState.Ready);

    [Fact]
    public Task Resume_that_wakes_up_after_another_call_has_gone_on_changes_nothing_more() => PauseEverywhereAsync(OperationGoal.Resume, InstanceState.Suspended);

    [Fact]
    public Task ResetDisk_that_wakes_up_after_another_call_has_gone_on_changes_nothing_more() => PauseEverywhereAsync(OperationGoal.ResetDisk, InstanceState.Ready);

    [Fact]
    public async Task Calls_of_several_processes_at_once_do_not_mix()
    {
        await using var cluster = await CrashCluster.StartAsync();
        var name = await BringAsync(cluster, null, InstanceState.Ready);
        var refusals = await Task.WhenAll(Enumerable.Range(0, 4).Select(async process =>
        {
            await using var allocator = cluster.Allocate($"process-{process}");
            var refused = 0;
            for (var done = 0; done < 3;)
            {
                var failure = await Record.ExceptionAsync(() => RunAsync(allocator, name, (OperationGoal)((process + done) % 3), Token));
                Assert.True(failure is null or InstanceBusyException, $"{failure}");
                done += failure is null ? 1 : 0;
                refused += failure is null ? 0 : 1;
            }

            return refused;
        }));

        TestContext.Current.TestOutputHelper?.WriteLine($"until each process had got through three times, so many calls were refused: {string.Join(", ", refusals)}");
        await cluster.Other.ResumeAsync(name, cancellationToken: Token);
        await AssertAsync(cluster, name, InstanceState.Ready, await cluster.ClaimAsync(), isReset: false);
    }

    private static async Task CutEverywhereAsync(OperationGoal goal, InstanceState from)
    {
        await using var cluster = await CrashCluster.StartAsync();
        var name = await BringAsync(cluster, null, from);
        var requests = await cluster.CountAsync((allocator, token) => RunAsync(allocator, name, goal, token));
        var points = 0;
        for (var request = 1; request <= requests; request++)
        {
            foreach (var cut in Enum.GetValues<Cut>())
            {
                // Another follower for each way of the same request, and for the same way of each request.
                var follower = s_followers[(request + (int)cut) % s_followers.Length];
                name = await BringAsync(cluster, name, from);
                try
                {
                    name = await CutAsync(cluster, name, goal, request, cut, follower);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    Assert.Fail($"{goal} from {from}, request {request} of {requests} {cut}, followed by {follower?.ToString() ?? "Destroy"}: {failure}");
                }

                points++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{goal} from {from}: {requests} requests, {points} points");
        Assert.Equal(requests * Enum.GetValues<Cut>().Length, points);
    }

    private static async Task PauseEverywhereAsync(OperationGoal goal, InstanceState from)
    {
        await using var cluster = await CrashCluster.StartAsync();
        var name = await BringAsync(cluster, null, from);
        var requests = await cluster.CountAsync((allocator, token) => RunAsync(allocator, name, goal, token));
        for (var request = 1; request <= requests; request++)
        {
            foreach (var follower in s_followers)
            {
                name = await BringAsync(cluster, name, from);
                try
                {
                    name = await PauseAsync(cluster, name, goal, request, follower);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    Assert.Fail($"{goal} from {from}, asleep at request {request} of {requests}, followed by {follower?.ToString() ?? "Destroy"}: {failure}");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{goal} from {from}: {requests} requests, {requests * s_followers.Length} points");
    }

    /// <returns>The instance's name; null if it was destroyed.</returns>
    private static async Task<string?> PauseAsync(CrashCluster cluster, string name, OperationGoal goal, int request, OperationGoal? follower)
    {
        var sleeping = await cluster.PauseAsync((allocator, token) => RunAsync(allocator, name, goal, token), request);
        if (follower is null)
        {
            await cluster.Other.DestroyAsync(name, new DestroyOptions { WaitUntilGone = true }, Token);
            await cluster.EndLateAsync();
            await sleeping;
            await cluster.AssertNothingIsLeftAsync();
            return null;
        }

        await RunAsync(cluster.Other, name, follower.Value, Token);
        var left = await cluster.RecordAsync(name);
        var claim = await cluster.ClaimAsync();

        await cluster.EndLateAsync();
        var failure = await sleeping;

        // Who had recorded nothing yet begins after the other; who had must see that another has taken over, and touch nothing more.
        if (failure is not null)
            Assert.IsType<InstanceBusyException>(failure);
        var isDone = failure is null && (await cluster.RecordAsync(name)).Operation?.Token != left.Operation?.Token;
        await AssertAsync(cluster, name, failure is null ? EndOf(goal, left) : left.Instance.State, claim, isDone && goal == OperationGoal.ResetDisk);
        return name;
    }

    /// <returns>The instance's name; null if it was destroyed.</returns>
    private static async Task<string?> CutAsync(CrashCluster cluster, string name, OperationGoal goal, int request, Cut cut, OperationGoal? follower)
    {
        var before = await cluster.ClaimAsync();
        var operation = (await cluster.RecordAsync(name)).Operation?.Token;
        var isDone = await cluster.RunAsync((allocator, token) => RunAsync(allocator, name, goal, token), request, cut);
        Assert.True(isDone || cut != Cut.Repeated, "an answer that is lost once must not end it");
        var left = await cluster.RecordAsync(name);
        var isBegun = left.Operation?.Token != operation;
        var isReset = (isBegun && goal == OperationGoal.ResetDisk) || follower == OperationGoal.ResetDisk;

        if (follower is null)
        {
            await cluster.Other.DestroyAsync(name, new DestroyOptions { WaitUntilGone = true }, Token);
            await cluster.EndLateAsync();
            await cluster.AssertNothingIsLeftAsync();
            return null;
        }

        var end = EndOf(follower.Value, left);
        await RunAsync(cluster.Other, name, follower.Value, Token);
        await AssertAsync(cluster, name, end, before, isReset);

        var finished = await cluster.RecordAsync(name);
        await cluster.EndLateAsync();
        // What comes late finds another's writes and is refused, or nobody had to write: then it is as if it had begun only now, and was left.
        if ((await cluster.RecordAsync(name)).Operation?.Token == finished.Operation?.Token)
            await AssertAsync(cluster, name, end, before, isReset);
        return name;
    }

    private static InstanceState EndOf(OperationGoal follower, InstanceRecord left) => follower switch
    {
        OperationGoal.Suspend => InstanceState.Suspended,
        OperationGoal.Resume => InstanceState.Ready,
        _ => left.Instance.State == InstanceState.Ready || left.Operation is { Runs: true } ? InstanceState.Ready : InstanceState.Suspended,
    };

    private static async Task AssertAsync(CrashCluster cluster, string name, InstanceState state, string claimBefore, bool isReset)
    {
        var record = await cluster.RecordAsync(name);
        Assert.Equal((state, null), (record.Instance.State, record.OperationUntil));
        var runs = state == InstanceState.Ready;
        Assert.Equal(runs ? 1 : 0, new Workload(Workload.Deployment, Assert.Single(await cluster.ListAsync(Workload.Deployment))).Replicas);
        Assert.Equal(runs ? 1 : 0, (await cluster.ListAsync(ResourceKind.Pod)).Count(pod => !runs || !pod.IsTerminating()));
        var claim = Assert.Single(await cluster.ListAsync(ResourceKind.PersistentVolumeClaim));
        Assert.Equal((name, false, true), (claim.Name(), claim.IsTerminating(), claim.IsOwnedBy(record.Uid)));
        Assert.Equal(isReset, claim.Uid() != claimBefore);
        cluster.AssertNoTwoDisks();
    }

    private static async Task<string> BringAsync(CrashCluster cluster, string? name, InstanceState state)
    {
        if (name is null)
        {
            var handle = await cluster.Other.CreateAsync(cancellationToken: Token);
            name = handle.Name;
        }

        await RunAsync(cluster.Other, name, state == InstanceState.Ready ? OperationGoal.Resume : OperationGoal.Suspend, Token);
        return name;
    }

    private static Task RunAsync(IInstanceAllocator allocator, string name, OperationGoal goal, CancellationToken cancellationToken) => goal switch
    {
        OperationGoal.Suspend => allocator.SuspendAsync(name, cancellationToken: cancellationToken),
        OperationGoal.Resume => allocator.ResumeAsync(name, cancellationToken: cancellationToken),
        _ => allocator.ResetDiskAsync(name, cancellationToken: cancellationToken),
    };
}
