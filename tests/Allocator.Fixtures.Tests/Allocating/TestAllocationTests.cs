using System.Net;
using System.Net.Sockets;

namespace Allocator;

public sealed class TestAllocationTests
{
    private static readonly TestScope s_scope = new(typeof(TestAllocationTests).Assembly, nameof(TestAllocationTests));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_cluster_that_does_not_answer_fails_and_each_access_fails_alike()
    {
        await using var allocation = new TestAllocation(s_scope, [new Service()], NowhereListened(WithoutCluster.Fail));

        var failure = await Assert.ThrowsAsync<ClusterUnavailableException>(() => allocation.StartAsync(Token));

        Assert.Contains("cannot be reached", failure.Message, StringComparison.Ordinal);
        Assert.Same(failure, Assert.Throws<ClusterUnavailableException>(() => allocation.Instance));
        Assert.Same(failure, Assert.Throws<ClusterUnavailableException>(() => allocation.Get<Service>()));
        Assert.Null(allocation.SkipReason);
    }

    [Fact]
    public async Task StartAsync_cluster_that_does_not_answer_is_a_reason_to_skip_if_told()
    {
        var told = new List<(TestOutputLevel Level, string Text)>();
        await using var allocation = new TestAllocation(s_scope, [new Service()], NowhereListened(WithoutCluster.Skip), (level, text) => told.Add((level, text)));

        await allocation.StartAsync(Token);

        Assert.Contains("cannot be reached", allocation.SkipReason, StringComparison.Ordinal);
        Assert.Equal(TestOutputLevel.Notice, Assert.Single(told, line => line.Text.Contains("is skipped", StringComparison.Ordinal)).Level);
        Assert.Equal(allocation.SkipReason, Assert.Throws<AllocatorException>(() => allocation.Instance).Message);
    }

    [Fact]
    public async Task Instance_before_the_set_up_says_so()
    {
        await using var allocation = new TestAllocation(s_scope, [new Service()]);

        Assert.Contains("not there yet", Assert.Throws<AllocatorException>(() => allocation.Instance).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_with_a_service_twice_is_refused() =>
        Assert.Contains("names a service twice: nothing, nothing", Assert.Throws<ArgumentException>(() => new TestAllocation(s_scope, [new Service(), new Service()])).Message, StringComparison.Ordinal);

    /// <summary>A port that is free, so nobody answers there.</summary>
    private static Action<FixtureOptions> NowhereListened(WithoutCluster without)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var connection = ClusterConnection.FromKubeconfigText($$"""
            apiVersion: v1
            kind: Config
            current-context: nowhere
            contexts:
            - name: nowhere
              context: {cluster: nowhere, user: nobody}
            clusters:
            - name: nowhere
              cluster: {server: "http://127.0.0.1:{{port}}" }
            users:
            - name: nobody
              user: {token: abc}
            """);
        return options => (options.Connection, options.WithoutCluster, options.Summary) = (connection, without, "");
    }

    private sealed class Service : ServiceDefinition
    {
        public override string Name => "nothing";

        public override void Configure(ServiceOptions options) => options.Template = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Name }}";
    }
}
