using System.Text.Json.Nodes;

namespace Allocator.Tool.Tests;

public sealed class DoctorCommandTests(ToolCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doctor_where_all_is_right_says_so_and_leaves_nothing()
    {
        using var run = await cluster.NewRunAsync();
        await run.PublishAsync("mail", "maxInstances: 3");

        var said = await run.RunAsync("doctor", "-o", "json");

        var findings = JsonNode.Parse(said.Output)!.AsArray().ToDictionary(line => (string)line!["check"]!, line => line!);
        Assert.Equal(0, said.ExitCode);
        Assert.Equal(["connection", "clock", "namespace", "rights", "storage class", "quota", "services", "limits", "expired", "garbage"], findings.Keys);
        Assert.All(findings.Values, line => Assert.NotEqual("failure", (string?)line["status"]));
        Assert.Equal("mail 0 of 3, mail 0 of 1 of yours", (string?)findings["limits"]["found"]);
        Assert.Equal(["mail"], (await run.NamesAsync(ResourceKind.ConfigMap)).Where(name => name != "kube-root-ca.crt"));
        Assert.Empty(await run.NamesAsync(ResourceKind.Lease));
    }

    [Fact]
    public async Task Doctor_names_the_rights_that_are_missing_and_fails()
    {
        using var run = await cluster.NewRunAsync();
        var user = await run.AddUserAsync("weak", resource => resource == "pods" ? ["get", "watch", "create", "delete"] : null);

        var said = await ToolRun.RunBareAsync(Token, "doctor", "--kubeconfig", user, "--namespace", run.Namespace);

        Assert.Equal(1, said.ExitCode);
        Assert.Matches("(?m)^FAILURE  rights         these are missing: list pods$", said.Output);
        Assert.Matches("(?m)^warning  storage class  may not be read", said.Output);
        Assert.Matches("(?m)^ok       garbage        works", said.Output);
    }

    [Fact]
    public async Task Doctor_tells_who_holds_the_places()
    {
        using var run = await cluster.NewRunAsync();
        await run.PublishAsync("mail", "maxInstances: 1");
        var name = (await run.RunAsync("create", "mail")).Output.Trim();

        var said = await run.RunAsync("doctor");

        Assert.Equal(0, said.ExitCode);
        Assert.Contains($"mail 1 of 1, held by {name} of somebody", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_tells_what_nobody_has_taken_away()
    {
        using var run = await cluster.NewRunAsync();
        await CreateAsync(run, ResourceKind.Lease, "kv-12345678", new JsonObject { ["allocator.dev/role"] = "root", ["allocator.dev/service"] = "kv" }, new JsonObject
        {
            ["renewTime"] = "2020-01-01T00:00:00.000000Z",
            ["leaseDurationSeconds"] = 60,
        });

        var before = await run.RunAsync("doctor");
        var reaped = await run.RunAsync("reap");
        var after = await run.RunAsync("doctor");

        Assert.Matches("(?m)^warning  expired        nobody has taken away kv-12345678$", before.Output);
        Assert.StartsWith("kv-12345678 of ", reaped.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^ok       expired        none of 0 instances$", after.Output);
    }

    [Fact]
    public async Task Doctor_tells_which_quota_is_used_up()
    {
        using var run = await cluster.NewRunAsync();
        await run.PublishAsync("mail", "maxInstances: 1");
        var quota = new ResourceKind("", "v1", "ResourceQuota", "resourcequotas", Namespaced: true);
        await CreateAsync(run, quota, "small", [], new JsonObject { ["hard"] = new JsonObject { ["configmaps"] = "2", ["pods"] = "5" } });
        await cluster.WhenIdleAsync();

        var said = await run.RunAsync("doctor");

        Assert.Matches("(?m)^warning  quota          used up: configmaps 2 of 'small'$", said.Output);
        Assert.Matches("(?m)^FAILURE  garbage        A ResourceQuota of namespace", said.Output);
        Assert.Equal(1, said.ExitCode);
        Assert.Empty(await run.NamesAsync(ResourceKind.Lease));
    }

    [Fact]
    public async Task Doctor_namespace_that_does_not_exist_is_a_failure()
    {
        var said = await ToolRun.RunBareAsync(Token, "doctor", "--kubeconfig", cluster.Kubeconfig, "--namespace", "nowhere");

        Assert.Equal(1, said.ExitCode);
        Assert.Matches("(?m)^FAILURE  namespace      'nowhere' does not exist$", said.Output);
    }

    private static Task<JsonObject> CreateAsync(ToolRun run, ResourceKind kind, string name, JsonObject labels, JsonObject spec) => run.Admin.CreateAsync(
        kind,
        run.Namespace,
        new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels }, ["spec"] = spec },
        null,
        Token);
}
