using System.Globalization;
using System.Net;

namespace Allocator.Contract;

public sealed class LogTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Log_is_all_that_the_container_wrote_to_both_outputs()
    {
        await ns.CreateAsync(Build.Pod(
            "whole",
            "echo one; while ! test -f /data/1; do sleep 0.1; done; echo two >&2; while ! test -f /data/2; do sleep 0.1; done; printf three",
            """{"volumeMounts": [{"name": "data", "mountPath": "/data"}]}""",
            """{"restartPolicy": "Never", "volumes": [{"name": "data", "emptyDir": {}}]}"""));

        // Between the two outputs there is no order but that of waiting for each.
        await ns.UntilLoggedAsync("whole", "one\n");
        (await ns.ExecAsync("whole", "echo > /data/1")).EnsureSuccess();
        await ns.UntilLoggedAsync("whole", "one\ntwo\n");
        // This ends the container, and perhaps itself before it can tell its exit code.
        await ns.ExecAsync("whole", "echo > /data/2");
        await ns.UntilPhaseAsync("whole", "Succeeded");

        Assert.Equal("one\ntwo\nthree", await ns.LogAsync("whole"));
    }

    [ContractFact]
    public async Task Log_may_be_cut_to_its_last_lines_or_first_bytes()
    {
        await ns.OutputAsync(Build.Pod("cut", "seq 1 20"));

        Assert.Equal("19\n20\n", await ns.LogAsync("cut", new() { TailLines = 2 }));
        Assert.Equal("1\n2\n3", await ns.LogAsync("cut", new() { LimitBytes = 5 }));
        Assert.Equal("", await ns.LogAsync("cut", new() { TailLines = 0 }));
        Assert.Equal("19\n2", await ns.LogAsync("cut", new() { TailLines = 2, LimitBytes = 4 }));
    }

    [ContractFact]
    public async Task Log_with_timestamps_begins_each_line_with_its_time()
    {
        var start = (await ns.RunAsync(Build.Pod("times", "echo one; echo two"))).Read<DateTimeOffset>("status.startTime");

        var lines = (await ns.LogAsync("times", new() { Timestamps = true })).TrimEnd('\n').Split('\n');

        Assert.Equal(["one", "two"], lines.Select(line => line.Split(' ', 2)[1]));
        Assert.All(lines, line => Assert.True(Time(line) >= start, line));
    }

    [ContractFact]
    public async Task Log_since_a_time_has_only_the_later_lines()
    {
        await ns.OutputAsync(Build.Pod("since", "echo old; sleep 2; echo new"));
        var written = Time((await ns.LogAsync("since", new() { Timestamps = true, TailLines = 1 })).TrimEnd('\n'));

        Assert.Equal("new\n", await ns.LogAsync("since", new() { SinceTime = written }));
        Assert.Equal("old\nnew\n", await ns.LogAsync("since", new() { Since = TimeSpan.FromHours(1) }));
        Assert.Equal("", await ns.LogAsync("since", new() { SinceTime = written.AddHours(1) }));
    }

    [ContractFact]
    public async Task Log_that_is_followed_goes_on_to_the_containers_end()
    {
        await ns.CreateAsync(Build.Pod(
            "follow",
            "echo one; while ! test -f /data/go; do sleep 0.1; done; echo two",
            """{"volumeMounts": [{"name": "data", "mountPath": "/data"}]}""",
            """{"restartPolicy": "Never", "volumes": [{"name": "data", "emptyDir": {}}]}"""));
        await ns.UntilReadyAsync("follow");
        using var reader = new StreamReader(await ns.Client.ReadLogsAsync(
            ns.Name, "follow", new() { Follow = true }, TestContext.Current.CancellationToken));

        Assert.Equal("one", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await ns.ExecAsync("follow", "echo > /data/go");

        Assert.Equal("two\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [ContractFact]
    public async Task Log_of_the_previous_run_is_kept()
    {
        await ns.CreateAsync(Build.Pod(
            "previous",
            "if test -f /data/tried; then echo second; exec sleep 600; fi; echo > /data/tried; echo first; exit 1",
            """{"volumeMounts": [{"name": "data", "mountPath": "/data"}]}""",
            """{"restartPolicy": "OnFailure", "volumes": [{"name": "data", "emptyDir": {}}]}"""));
        // Without a probe the first run is ready as well, for the moment that it lasts.
        await ns.UntilAsync("pods", "previous", pod =>
            pod.Container().Read<int>("restartCount") == 1 && pod.Container().Read<bool>("ready"));

        Assert.Equal("first\n", await ns.LogAsync("previous", new() { Previous = true }));
        await ns.UntilLoggedAsync("previous", "second\n");
    }

    [ContractFact]
    public async Task Log_of_a_previous_run_that_was_not_is_a_bad_request()
    {
        await ns.RunAsync(Build.Pod("first", "true"));

        Assert.Equal(
            "previous terminated container \"main\" in pod \"first\" not found",
            await RefusalAsync(HttpStatusCode.BadRequest, "first", new() { Previous = true }));
    }

    [ContractFact]
    public async Task Log_has_what_an_exec_writes_to_the_first_process_output()
    {
        await ns.CreateAsync(Build.Pod("first-process", "echo started; sleep 600"));
        await ns.UntilLoggedAsync("first-process", "started\n");

        var written = await ns.ExecAsync("first-process", "echo logged > /proc/1/fd/1; echo answered");

        Assert.Equal("answered\n", written.EnsureSuccess().StandardOutput);
        await ns.UntilLoggedAsync("first-process", "started\nlogged\n");
    }

    [ContractFact]
    public async Task Log_of_several_containers_needs_the_name_of_one()
    {
        var pod = Build.Pod("several", "echo from main");
        pod["spec"]!["containers"]!.AsArray().Add(Build.Container("echo from other", """{"name": "other"}"""));
        await ns.RunAsync(pod);

        Assert.Equal("from other\n", await ns.LogAsync("several", new() { Container = "other" }));
        Assert.Equal(
            "a container name must be specified for pod several, choose one of: [main other]",
            await RefusalAsync(HttpStatusCode.BadRequest, "several"));
        Assert.Equal(
            "container absent is not valid for pod several", await RefusalAsync(HttpStatusCode.BadRequest, "several", new() { Container = "absent" }));
    }

    [ContractFact]
    public async Task Log_of_a_container_that_waits_is_a_bad_request_that_says_why()
    {
        await ns.CreateAsync(Build.Pod("waits", "true", """{"envFrom": [{"configMapRef": {"name": "absent"}}]}"""));
        await ns.CreateAsync(Build.Pod("image", "true", """{"image": "registry.local/no-such-image:9"}"""));
        await ns.UntilPodAsync("waits", now => now.Container().Text("state.waiting.reason") == "CreateContainerConfigError");

        Assert.Equal(
            "container \"main\" in pod \"waits\" is waiting to start: CreateContainerConfigError", await RefusalAsync(HttpStatusCode.BadRequest, "waits"));
        // It tries again and again, and says something else meanwhile.
        await ns.Api.UntilAsync(ns.Path("pods", "image/log"), answer =>
            answer is { Code: 400, Message: "container \"main\" in pod \"image\" is waiting to start: trying and failing to pull image" });
    }

    [ContractFact]
    public async Task Log_of_an_absent_pod_is_not_found() =>
        Assert.Equal("pods \"absent\" not found", await RefusalAsync(HttpStatusCode.NotFound, "absent"));

    private static DateTimeOffset Time(string line) => DateTimeOffset.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);

    private Task<string> RefusalAsync(HttpStatusCode code, string pod, PodLogOptions? options = null) =>
        Refusals.OfAsync(code, () => ns.LogAsync(pod, options));
}
