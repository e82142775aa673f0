using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class HealthEndpointsTests(ServerFixture fixture)
{
    [Fact]
    public async Task Anybody_may_ask_whether_it_lives_and_is_ready()
    {
        await using var server = await RunningServer.StartAsync(fixture.Cluster, options =>
        {
            options.Kubernetes.Enabled = true;
            options.Kubernetes.Audiences.Add("allocator");
        });
        using var nobody = server.ClientWith(null);

        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/healthz")).Status);
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/readyz")).Status);
    }

    [Fact]
    public async Task Server_is_not_ready_before_the_cluster_has_answered()
    {
        await using var server = await StartWithoutClusterAsync();
        using var nobody = server.ClientWith(null);

        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/healthz")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await nobody.GetAsync("/readyz")).Status);
    }

    [Fact]
    public async Task Cluster_that_is_away_is_told_with_when_to_try_again()
    {
        await using var server = await StartWithoutClusterAsync();
        using var alice = server.ClientOf("health-alice");

        var answer = await alice.GetAsync("/v1/instances");

        Assert.Equal("503 cluster-unavailable", answer.Problem);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
        Assert.Contains("127.0.0.1:1", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static Task<RunningServer> StartWithoutClusterAsync() => RunningServer.StartAsync(null, options => options.Development.Enabled = true, services =>
    {
        services.Configure<AllocatorOptions>(options => options.Connection = ClusterConnection.ForToken(new Uri("https://127.0.0.1:1"), "none"));
        services.AddSingleton(new ClusterClientOptions { RetryTimeout = TimeSpan.FromMilliseconds(1) });
    });
}
