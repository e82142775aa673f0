using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class HistoryEndpointTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Administrator_reads_what_was_created_what_failed_and_what_is_there()
    {
        await using var server = await RunningServer.StartAsync(
            fixture.Cluster, services: services => services.Configure<AllocatorOptions>(options => options.Administrators = ["history-root"]));
        using var root = server.ClientOf("history-root");
        await root.CreateAsync("echo");
        await root.PostAsync("/v1/services/crooked/instances");
        await server.App.Services.GetRequiredService<AllocatorReaper>().ReapAsync(Token);

        var history = (await root.GetAsync("/v1/history")).Json;

        var points = history["points"]!.AsArray().Select(point => point!).ToList();
        Assert.Equal(15, history["interval"]!.GetValue<double>());
        Assert.True(points.Sum(point => point["created"]!.GetValue<int>()) >= 1);
        Assert.Contains(points, point => point["phases"]!["waiting"] is { } waiting && waiting.GetValue<double>() > 0);
        Assert.Contains(points, point => point["failures"]!["TemplateException"] is { } count && count.GetValue<int>() >= 1);
        Assert.Contains(points, point => point["instances"] is JsonObject instances && instances["echo"] is { } count && count.GetValue<int>() >= 1);
    }

    [Fact]
    public async Task Others_are_refused()
    {
        using var alice = fixture.Server.ClientOf("history-alice");

        Assert.Equal("403 administrators-only", (await alice.GetAsync("/v1/history")).Problem);
    }
}
