using System.Net;
using Allocator.Testing;

namespace Allocator.Embedded;

public sealed class ContainerRunTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Stop_again_may_only_hurry_it()
    {
        var run = Start(Behaviors.IdleAsync);
        await run.StartAsync();
        var now = _time.GetUtcNow();

        run.Stop(now.AddSeconds(30));
        run.Stop(now.AddSeconds(5));
        run.Stop(now.AddSeconds(60));

        Assert.Equal(now.AddSeconds(5), run.KillAt);
    }

    [Fact]
    public async Task Start_returns_though_the_code_holds_its_thread()
    {
        using var release = new ManualResetEventSlim();
        var run = Start((_, _) =>
        {
            release.Wait(TestContext.Current.CancellationToken);
            return Task.FromResult(4);
        });

        await run.StartAsync();

        Assert.Null(run.End);
        release.Set();
        await run.Over.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.Equal(4, run.End!.ExitCode);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_failure()
    {
        var run = Start((_, _) => throw new OperationCanceledException("of its own"));

        await run.StartAsync();
        await run.Over.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        Assert.Equal(1, run.End!.ExitCode);
    }

    [Fact]
    public async Task Kill_abandons_what_does_not_end()
    {
        var run = Start(Behaviors.StubbornAsync);
        await run.StartAsync();

        run.Kill();

        await run.Over.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.Equal(137, run.End!.ExitCode);
    }

    [Fact]
    public async Task Exec_ends_with_the_container()
    {
        var run = new ContainerRun(
            new DelegateImage(Behaviors.IdleAsync, async (_, _, cancellationToken) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                return 0;
            }),
            Setup(),
            new(1000, _time),
            _time,
            () => { });
        await run.StartAsync();
        var exec = run.ExecAsync(new(["wait"], null, Stream.Null, Stream.Null, false), TestContext.Current.CancellationToken);

        run.Stop(_time.GetUtcNow());

        Assert.Equal(137, await exec.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken));
    }

    private ContainerRun Start(Func<ContainerContext, CancellationToken, Task<int>> run) =>
        new(new DelegateImage(run, null), Setup(), new(1000, _time), _time, () => { });

    private static ContainerSetup Setup() => new("test", "web", "uid", "main", "image", IPAddress.Loopback)
    {
        Mounts = new([]),
        TerminationMessageFile = "/absent",
        OwnDirectory = "/absent",
    };
}
