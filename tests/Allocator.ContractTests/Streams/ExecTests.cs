using System.Net;
using System.Text;

namespace Allocator.Contract;

public sealed class ExecTests(ContractNamespace ns) : IClassFixture<ContractNamespace>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The first test starts the pod in which most of them run.</summary>
    public async ValueTask InitializeAsync()
    {
        if (TargetCluster.SkipReason is not null)
            return;
        var pod = Build.Pod("target", "sleep 600", """{"env": [{"name": "GREETING", "value": "hello"}], "workingDir": "/somewhere"}""");
        pod["spec"]!["containers"]!.AsArray().Add(Build.Container("sleep 600", """{"name": "other"}"""));
        await ns.PostAsync(pod);
        await ns.UntilReadyAsync("target");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [ContractFact]
    public async Task Exec_returns_both_outputs_apart()
    {
        var result = await RunAsync("sh", "-c", "echo out; echo err >&2");

        Assert.Equal((0, "out\n", "err\n"), (result.ExitCode, result.StandardOutput, result.StandardError));
    }

    [ContractFact]
    public async Task Exec_returns_the_exit_code() => Assert.Equal(42, (await RunAsync("sh", "-c", "exit 42")).ExitCode);

    [ContractFact]
    public async Task Exec_has_the_containers_environment_and_working_directory() =>
        Assert.Equal("hello\n/somewhere\n", (await RunAsync("sh", "-c", "echo $GREETING; pwd")).StandardOutput);

    [ContractFact]
    public async Task Exec_passes_arguments_as_they_are() =>
        Assert.Equal("two  spaces $GREETING 'quoted' ü\n", (await RunAsync("echo", "two  spaces $GREETING 'quoted' ü")).StandardOutput);

    [ContractFact]
    public async Task Exec_reads_its_standard_input()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("first second"));

        var result = await ns.Client.ExecAsync(ns.Name, "target", ["head", "-c", "5"], new() { Container = "main", StandardInput = input }, Token);

        Assert.Equal("first", result.StandardOutput);
    }

    [ContractFact]
    public async Task Exec_returns_all_of_a_large_output()
    {
        var result = await RunAsync("head", "-c", "3000000", "/dev/zero");

        Assert.Equal(3_000_000, result.StandardOutputBytes.Length);
    }

    [ContractFact]
    public async Task Exec_runs_many_commands_at_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => RunAsync("sh", "-c", $"sleep 0.5; echo {i}")));

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}\n"), results.Select(result => result.StandardOutput));
    }

    [ContractFact]
    public async Task Exec_of_a_program_that_is_not_found_is_an_error_that_says_so() => Assert.Contains(
        "exec: \"no-such-program\": executable file not found in $PATH",
        await RefusalAsync(HttpStatusCode.InternalServerError, "target", "main", "no-such-program"),
        StringComparison.Ordinal);

    [ContractFact]
    public async Task Exec_in_one_of_several_containers_needs_its_name()
    {
        Assert.Equal(
            "a container name must be specified for pod target, choose one of: [main other]",
            await RefusalAsync(HttpStatusCode.BadRequest, "target", null));
        Assert.Equal("container absent is not valid for pod target", await RefusalAsync(HttpStatusCode.BadRequest, "target", "absent"));
    }

    [ContractFact]
    public async Task Exec_in_an_absent_pod_is_not_found() =>
        Assert.Equal("pods \"absent\" not found", await RefusalAsync(HttpStatusCode.NotFound, "absent", null));

    [ContractFact]
    public async Task Exec_in_a_pod_that_has_ended_is_an_error()
    {
        await ns.RunAsync(Build.Pod("ended", "true"));

        Assert.Contains(
            "container not found (\"main\")", await RefusalAsync(HttpStatusCode.InternalServerError, "ended", null), StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Exec_in_a_pod_that_has_no_node_is_a_bad_request()
    {
        await ns.CreateAsync(Build.Pod("nowhere", "true", spec: """{"nodeSelector": {"disk": "made-of-gold"}}"""));

        Assert.Equal("pod nowhere does not have a host assigned", await RefusalAsync(HttpStatusCode.BadRequest, "nowhere", null));
    }

    [ContractFact]
    public async Task Exec_in_a_container_that_does_not_run_is_an_error()
    {
        await ns.CreateAsync(Build.Pod("waits", "true", """{"image": "registry.local/no-such-image:9"}"""));
        await ns.UntilPodAsync("waits", now => now.Container().Node("state.waiting.message") is not null);

        Assert.Contains(
            "container not found (\"main\")", await RefusalAsync(HttpStatusCode.InternalServerError, "waits", null), StringComparison.Ordinal);
    }

    private Task<ExecResult> RunAsync(params string[] command) =>
        ns.Client.ExecAsync(ns.Name, "target", command, new() { Container = "main" }, Token);

    private Task<string> RefusalAsync(HttpStatusCode code, string pod, string? container, string command = "true") =>
        Refusals.OfAsync(code, () => ns.Client.ExecAsync(ns.Name, pod, [command], new() { Container = container }, Token));
}
