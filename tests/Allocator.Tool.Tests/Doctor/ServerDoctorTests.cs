using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool.Tests;

public sealed class ServerDoctorTests(ToolCluster cluster)
{
    private static readonly ClusterConnection s_nowhere = ClusterConnection.ForToken(new Uri("https://127.0.0.1:1"), "none");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doctor_where_all_is_right_says_so()
    {
        await using var served = await cluster.NewServedRunAsync();
        await served.CreateAsync("note");

        var said = await served.RunAsync("doctor", "-o", "json");

        var findings = JsonNode.Parse(said.Output)!.AsArray().ToDictionary(line => (string)line!["check"]!, line => line!);
        Assert.Equal(0, said.ExitCode);
        Assert.Equal(["connection", "clock", "ready", "sign-in", "services", "limits"], findings.Keys);
        Assert.All(findings.Values, line => Assert.Equal("ok", (string?)line["status"]));
        Assert.Contains("single 0 of 1 of yours", (string?)findings["limits"]["found"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_tells_which_places_are_taken()
    {
        await using var served = await cluster.NewServedRunAsync();
        var name = await served.CreateAsync("single");

        var said = await served.RunAsync("doctor");

        Assert.Equal(0, said.ExitCode);
        Assert.Contains($"no place is free: single 1 of 1 of yours, held by {name} of somebody", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_server_that_is_down_is_the_only_finding()
    {
        var said = await ToolRun.RunBareAsync(Token, "doctor", "--allocator", "http://127.0.0.1:9");

        Assert.Equal(1, said.ExitCode);
        Assert.StartsWith("FAILURE  connection     The allocator server at http://127.0.0.1:9/ cannot be reached", said.Output, StringComparison.Ordinal);
        Assert.Single(said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Doctor_server_that_is_not_ready_is_a_failure()
    {
        await using var server = await RunningServer.StartAsync(null, options => options.Development.Enabled = true, services =>
        {
            services.Configure<AllocatorOptions>(options => options.Connection = s_nowhere);
            services.AddSingleton(new ClusterClientOptions { RetryTimeout = TimeSpan.FromMilliseconds(1) });
        });

        var said = await ToolRun.RunBareAsync(Token, "doctor", "--allocator", server.Address.ToString());

        Assert.Equal(1, said.ExitCode);
        Assert.Matches("(?m)^ok       connection", said.Output);
        Assert.Matches("(?m)^FAILURE  ready          the server takes no requests", said.Output);
        Assert.DoesNotContain("limits", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_address_of_something_else_says_what_to_look_at()
    {
        await using var served = await cluster.NewServedRunAsync();

        var said = await ToolRun.RunBareAsync(Token, "doctor", "--allocator", $"{served.Address}elsewhere");

        Assert.Equal(1, said.ExitCode);
        Assert.Matches("(?m)^warning  connection     .*/elsewhere/healthz answers 404", said.Output);
        Assert.Contains("See whether --allocator is the server's address", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_server_that_refuses_the_caller_is_a_failure()
    {
        await using var served = await cluster.NewServedRunAsync(options => (options.Kubernetes.Enabled, options.Kubernetes.Audiences) = (true, ["allocator"]));

        var said = await served.RunAsync("doctor");

        Assert.Equal(1, said.ExitCode);
        Assert.Matches("(?m)^ok       connection", said.Output);
        Assert.Matches("(?m)^FAILURE  sign-in        The allocator server at .* does not accept the caller", said.Output);
        Assert.DoesNotContain("limits", said.Output, StringComparison.Ordinal);
    }
}
