namespace Allocator.Embedded;

public sealed class ImageFailureTests
{
    [Fact]
    public async Task An_unknown_image_fails_backs_off_and_runs_once_it_is_there()
    {
        await using var cluster = await NodeHarness.StartAsync();

        cluster.CreatePod("web", "nowhere/x:1");
        var waiting = await cluster.UntilWaitingAsync("web", "ImagePullBackOff");

        const string failure = "rpc error: code = Unknown desc = failed to pull and unpack image \"docker.io/nowhere/x:1\": "
            + "not registered in the embedded cluster; registered are: docker.io/library/idle:latest, docker.io/library/sh:latest";
        Assert.Equal("Back-off pulling image \"nowhere/x:1\"", waiting.Member("state", "waiting").Text("message"));
        var first = NodeHarness.ContainerOf(cluster.History("web")[^2]).Member("state", "waiting");
        Assert.Equal(("ErrImagePull", failure), (first.Text("reason"), first.Text("message")));
        Assert.Equal(
            [
                ("Pulling", "Pulling image \"nowhere/x:1\""), ("Failed", $"Failed to pull image \"nowhere/x:1\": {failure}"),
                ("Failed", "Error: ErrImagePull"),
                ("BackOff", "Back-off pulling image \"nowhere/x:1\""), ("Failed", "Error: ImagePullBackOff"),
            ],
            cluster.Events("web").Skip(1).Select(told => (told.Text("reason"), told.Text("message"))));

        cluster.Images.Add("nowhere/x:1", Behaviors.IdleAsync);
        await cluster.WaitForTimersAsync(1);
        cluster.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("Pending", cluster.Status("web").Text("phase"));
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await cluster.UntilPhaseAsync("web", "Running");
    }

    [Fact]
    public async Task Pulls_are_tried_again_after_10_then_20_seconds()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.CreatePod("web", "absent");
        await cluster.UntilWaitingAsync("web", "ImagePullBackOff");

        foreach (var (seconds, pulls) in ((int, int)[])[(10, 2), (20, 3), (40, 4)])
        {
            await cluster.WaitForTimersAsync(1);
            cluster.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.Equal(pulls - 1, Pulls());
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await cluster.WaitAsync(() => Pulls() == pulls, () => $"{Pulls()} pulls");
        }

        long? Pulls() => cluster.Events("web").Single(told => told.Text("reason") == "Pulling").Number("count");
    }

    [Fact]
    public async Task No_name_of_an_image_is_told_as_the_real_one_does()
    {
        await using var cluster = await NodeHarness.StartAsync();

        cluster.CreatePod("web", "Not An Image");
        var waiting = await cluster.UntilWaitingAsync("web", "InvalidImageName");

        const string message = "Failed to apply default image tag \"Not An Image\": couldn't parse image reference \"Not An Image\": "
            + "invalid reference format: repository name must be lowercase";
        Assert.Equal(message, waiting.Member("state", "waiting").Text("message"));
        Assert.Equal(message, (await cluster.UntilEventAsync("web", "InspectFailed")).Text("message"));
        Assert.Equal("Error: InvalidImageName", (await cluster.UntilEventAsync("web", "Failed")).Text("message"));
    }

    [Fact]
    public async Task What_is_never_pulled_is_never_there()
    {
        await using var cluster = await NodeHarness.StartAsync();

        cluster.CreatePod("web", "absent", "\"imagePullPolicy\": \"Never\"");
        var waiting = await cluster.UntilWaitingAsync("web", "ErrImageNeverPull");

        Assert.Equal("Container image \"absent\" is not present with pull policy of Never", waiting.Member("state", "waiting").Text("message"));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_start_error()
    {
        await using var cluster = await NodeHarness.StartAsync();

        cluster.CreatePod("web", "sh", "\"command\": [\"no-such-program\"]", "\"restartPolicy\": \"Never\"");
        var status = await cluster.UntilPhaseAsync("web", "Failed");

        var terminated = NodeHarness.ContainerOf(status).Member("state", "terminated");
        Assert.Equal((128L, "StartError"), (terminated.Number("exitCode"), terminated.Text("reason")));
        Assert.Equal("1970-01-01T00:00:00Z", terminated.Text("startedAt"));
        Assert.EndsWith(
            "unable to start container process: exec: \"no-such-program\": executable file not found in $PATH: unknown",
            terminated.Text("message"),
            StringComparison.Ordinal);
        Assert.Equal("Error: " + terminated.Text("message"), (await cluster.UntilEventAsync("web", "Failed")).Text("message"));
        Assert.DoesNotContain(cluster.Events("web"), told => told.Text("reason") == "Started");
    }
}
