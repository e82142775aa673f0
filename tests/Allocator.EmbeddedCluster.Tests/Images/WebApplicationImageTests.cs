using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

public sealed class WebApplicationImageTests
{
    [Fact]
    public async Task Application_answers_at_the_pods_address_until_the_pod_is_deleted()
    {
        await using var cluster = await NodeHarness.StartAsync(images =>
            images.AddWebApplication("web", 8080, (container, app) => app.MapGet("/name", () => container.PodName)));
        using var client = new HttpClient();
        cluster.CreatePod("web-1", "web");
        var address = $"{(await cluster.UntilPhaseAsync("web-1", "Running")).Text("podIP")}:8080";

        Assert.Equal([$"listening on {address}"], await ProgramOutput.ReadAsync(cluster, "web-1", lines: 1));
        Assert.Equal("web-1", await client.GetStringAsync($"http://{address}/name", TestContext.Current.CancellationToken));

        cluster.Delete("web-1");
        await cluster.UntilGoneAsync("web-1");
        Assert.Equal(0, NodeHarness.ContainerOf(cluster.History("web-1")[^1]).Member("state", "terminated").Number("exitCode"));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"http://{address}/name", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_a_request_throws_is_answered_with_500_and_in_the_log()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.AddWebApplication("web", 8080, (_, app) =>
            app.MapGet("/stock", IResult () => throw new InvalidOperationException("The shelf is empty."))));
        using var client = new HttpClient();
        cluster.CreatePod("web", "web");
        var address = $"{(await cluster.UntilPhaseAsync("web", "Running")).Text("podIP")}:8080";
        await ProgramOutput.ReadAsync(cluster, "web", lines: 1);

        using var answer = await client.GetAsync($"http://{address}/stock", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("GET /stock: System.InvalidOperationException: The shelf is empty.", await ProgramOutput.ReadAsync(cluster, "web", lines: 2));
    }

    [Fact]
    public async Task Application_whose_port_is_taken_ends_with_exit_code_1()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.AddWebApplication("web", 8080, (_, _) => { }));

        cluster.CreatePodOf("twice", """
            { "restartPolicy": "Never", "containers": [ { "name": "main", "image": "web" }, { "name": "second", "image": "web" } ] }
            """);
        var status = await cluster.UntilAsync(
            "twice", status => status.Member("containerStatuses").Elements().Any(container => container.Member("state").Has("terminated")));

        var ended = status.Member("containerStatuses").Elements().Single(container => container.Member("state").Has("terminated"));
        Assert.Equal(1, ended.Member("state", "terminated").Number("exitCode"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public void AddWebApplication_with_no_port_throws(int port) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddedImages().AddWebApplication("web", port, (_, _) => { }));
}
