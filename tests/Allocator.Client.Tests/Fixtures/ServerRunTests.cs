namespace Allocator;

public sealed class ServerRunTests(ServerFixture fixture)
{
    private static readonly TestScope s_scope = new(typeof(ServerRunTests).Assembly, nameof(ServerRunTests));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fixture_with_a_server_has_an_instance_with_all_that_tests_need()
    {
        await using var client = Clients.Of(fixture.Server, "fixture-all");
        await using (var allocation = new TestAllocation(s_scope, [new Echo()], options => Configure(options, fixture.Server.Address.ToString(), "fixture-all")))
        {
            await allocation.StartAsync(Token);

            var instance = allocation.Instance;
            Assert.Equal(nameof(ServerRunTests), instance.Info.Origin?.Class);
            Assert.Equal("127.0.0.1", instance.GetEndpoint("echo").Host);
            Assert.Contains(instance.Secret["password"], instance.GetConnectionString("full"), StringComparison.Ordinal);
            Assert.Equal("here\n", (await instance.ExecAsync("echo", "here")).StandardOutput);
            Assert.Contains(instance.Name, await allocation.ReportAsync(cancellationToken: Token), StringComparison.Ordinal);
            Assert.Equal(instance.Name, Assert.Single(await Clients.InstancesAsync(client)).Name);
        }

        await Eventually.TrueAsync(async () => (await Clients.InstancesAsync(client)).Count == 0);
    }

    [Fact]
    public async Task Server_that_is_not_there_is_a_reason_to_skip_if_told()
    {
        await using var allocation = new TestAllocation(s_scope, [new Echo()], options =>
        {
            Configure(options, "http://127.0.0.1:9", "fixture-away");
            options.WithoutCluster = WithoutCluster.Skip;
        });

        await allocation.StartAsync(Token);

        Assert.Contains("http://127.0.0.1:9/ cannot be reached", allocation.SkipReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_does_not_accept_the_caller_is_no_reason_to_skip()
    {
        await using var server = await RunningServer.StartAsync(fixture.Cluster, options => (options.Kubernetes.Enabled, options.Kubernetes.Audiences) = (true, ["allocator"]));
        await using var allocation = new TestAllocation(s_scope, [new Echo()], options =>
        {
            Configure(options, server.Address.ToString(), "fixture-refused");
            options.WithoutCluster = WithoutCluster.Skip;
        });

        await Assert.ThrowsAsync<ClusterUnavailableException>(() => allocation.StartAsync(Token));

        Assert.Null(allocation.SkipReason);
    }

    [Fact]
    public async Task Address_that_is_none_is_named()
    {
        await using var allocation = new TestAllocation(s_scope, [new Echo()], options => Configure(options, "server", "fixture-none"));

        var wrong = await Assert.ThrowsAsync<AllocatorException>(() => allocation.StartAsync(Token));

        Assert.StartsWith("ALLOCATOR_SERVER is 'server'", wrong.Message, StringComparison.Ordinal);
    }

    private static void Configure(FixtureOptions options, string server, string identity)
    {
        (options.Server, options.Identity, options.Summary) = (server, identity, "");
        options.FailOnLeftovers = true;
    }

    /// <summary>The server has the template.</summary>
    private sealed class Echo : ServiceDefinition
    {
        public override string Name => TestServices.Echo;

        public override void Configure(ServiceOptions options)
        {
        }
    }
}
