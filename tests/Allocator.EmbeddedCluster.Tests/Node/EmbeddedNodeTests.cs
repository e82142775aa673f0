using System.Diagnostics;

namespace Allocator.Embedded;

[Collection(nameof(Alone))]
public sealed class EmbeddedNodeTests
{
    [Fact]
    public async Task StartAsync_creates_the_node_object()
    {
        await using var cluster = await NodeHarness.StartAsync(options: new() { Name = "worker", Capacity = new(Cpu: 3, Memory: 1 << 30, Pods: 7) });

        var node = cluster.Core.Store.Find(ResourceTypes.Nodes, "", "worker")!.Json;

        var allocatable = node.Member("status", "allocatable");
        Assert.Equal(("3", "1048576Ki", "7"), (allocatable.Text("cpu"), allocatable.Text("memory"), allocatable.Text("pods")));
        Assert.Equal("True", node.Member("status", "conditions").Elements().Single(condition => condition.Text("type") == "Ready").Text("status"));
        Assert.StartsWith("127.", node.Member("status", "addresses").Elements().First().Text("address"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_ends_everything_and_leaves_no_file()
    {
        var told = new TaskCompletionSource();
        var stubborn = new TaskCompletionSource();
        var cluster = await NodeHarness.StartAsync(images =>
        {
            images.Add("good", async (_, stopping) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
                told.SetResult();
                return 0;
            });
            images.Add("stubborn", async (container, _) =>
            {
                container.Killed.Register(() => stubborn.SetResult());
                await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
                return 0;
            });
        });
        cluster.CreatePod("good", "good");
        cluster.CreatePod("stubborn", "stubborn");
        cluster.CreatePod("program", "sh", """ "command": ["/bin/sh", "-c", "trap '' TERM; echo $$$$; sleep 1000 & echo $!; wait; wait"] """);
        foreach (var pod in (string[])["good", "stubborn", "program"])
            await cluster.UntilRunningAsync(pod);
        var processes = await ProgramOutput.ReadAsync(cluster, "program", lines: 2);
        var root = cluster.Node.Directories.Root;
        Assert.True(Directory.Exists(root));

        await cluster.DisposeAsync();

        await Task.WhenAll(told.Task, stubborn.Task).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(root));
        await NodeHarness.SpinAsync(() => !processes.Any(ProgramOutput.IsAlive));
    }

    [Fact]
    public async Task Idle_pods_take_no_thread()
    {
        const int pods = 500;
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("light", (container, stopping) =>
        {
            var end = new TaskCompletionSource<int>();
            stopping.Register(() => end.SetResult(0));
            return end.Task;
        }));

        for (var i = 0; i < pods; i++)
            cluster.CreatePod($"pod-{i}", "light");
        for (var i = 0; i < pods; i++)
            await cluster.UntilPhaseAsync($"pod-{i}", "Running");

        Assert.InRange(Process.GetCurrentProcess().Threads.Count, 1, 100);
        Assert.Equal(0, cluster.Time.WaitingTimers);
        Assert.Empty(cluster.Failures);
    }
}
