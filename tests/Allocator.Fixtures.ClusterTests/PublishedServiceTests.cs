using System.Reflection;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Fixtures of services that are published in the cluster.</summary>
public sealed class PublishedServiceTests(ClusterFixture cluster)
{
    private const string Template = """
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: {{ .Name }}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task StartAsync_service_that_only_the_cluster_knows_is_as_it_is_published()
    {
        await PublishAsync("known", "version: \"3\"\nparameters: {edition: basic}");
        await using var first = Allocate(new Published("known"), options => options.Parameters["edition"] = "full");
        await using var second = Allocate(new Published("known"));

        await Task.WhenAll(first.StartAsync(Token), second.StartAsync(Token));

        Assert.Equal(("3", "full"), (first.Instance.Info.Version, first.Instance.Info.Parameters["edition"]));
        Assert.Equal("basic", second.Instance.Info.Parameters["edition"]);
    }

    [ClusterFact]
    public async Task StartAsync_lease_of_the_fixture_replaces_the_published_one()
    {
        await PublishAsync("leased", "lease: \"00:10:00\"");
        await using var allocation = Allocate(new Published("leased"), options => options.Lease = TimeSpan.FromSeconds(40));

        await allocation.StartAsync(Token);

        var lease = await cluster.Admin.GetJsonAsync("lease", allocation.Instance.Name);
        Assert.Equal(40, lease["spec"]!["leaseDurationSeconds"]!.GetValue<int>());
    }

    [ClusterFact]
    public async Task StartAsync_service_that_nobody_published_says_how_to()
    {
        await using var allocation = Allocate(new Published("nowhere"));

        var failure = await Assert.ThrowsAsync<ServiceNotFoundException>(() => allocation.StartAsync(Token));

        Assert.Contains("Publish it as a ConfigMap", failure.Message, StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task StartAsync_published_limit_wins_over_the_services_own_where_that_is_asked_for()
    {
        await PublishAsync("bounded", "maxInstances: 1\nversion: theirs");
        await using var first = Allocate(new Own("bounded"), options => options.ClusterServices = true);
        await using var second = Allocate(new Own("bounded"), options => (options.ClusterServices, options.PlaceTimeout) = (true, TimeSpan.Zero));
        await using var unasked = Allocate(new Own("bounded"));
        await first.StartAsync(Token);

        var refusal = await Assert.ThrowsAsync<LimitExceededException>(() => second.StartAsync(Token));
        await unasked.StartAsync(Token);

        Assert.Equal((1, "own"), (refusal.Limit, first.Instance.Info.Version));
        Assert.Equal("own", unasked.Instance.Info.Version);
    }

    [ClusterFact]
    public async Task StartAsync_nothing_is_published_of_the_service_has_its_own_limits()
    {
        await using var allocation = Allocate(new Own("unpublished"), options => options.ClusterServices = true);

        await allocation.StartAsync(Token);

        Assert.Equal("own", allocation.Instance.Info.Version);
    }

    [ClusterFact]
    public async Task StartAsync_right_to_list_config_maps_is_needed_only_where_that_is_asked_for()
    {
        var user = await LimitedUser.WithoutAsync(cluster, "no-config-maps", "", "configmaps", "list", "watch");
        await using var unasked = Allocate(new Own("unlisted"), options => options.Kubeconfig = user);
        await using var asked = Allocate(new Published("unlisted"), options => options.Kubeconfig = user);

        await unasked.StartAsync(Token);
        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => asked.StartAsync(Token));

        Assert.Equal(("list", "configmaps"), (denied.Verb, denied.Resource));
    }

    private TestAllocation Allocate(ServiceDefinition service, Action<FixtureOptions>? configure = null) =>
        new(new TestScope(Assembly.GetExecutingAssembly(), service.Name), [service], options =>
        {
            (options.Kubeconfig, options.Summary) = (cluster.Kubeconfig, "");
            configure?.Invoke(options);
        });

    private async Task PublishAsync(string name, string settings)
    {
        var configMap = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["allocator.dev/role"] = "service" } },
            ["data"] = new JsonObject { ["it.yaml.gotmpl"] = Template, ["service.yaml"] = settings },
        };
        await cluster.Admin.ExecuteAsync(["apply", "-f", "-"], configMap.ToJsonString(), Token);
    }

    private sealed class Published(string name) : ClusterService(name);

    private sealed class Own(string name) : ServiceDefinition
    {
        public override string Name => name;

        public override void Configure(ServiceOptions options) => (options.Template, options.Version, options.MaxInstances) = (Template, "own", 5);
    }
}
