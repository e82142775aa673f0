using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class ProblemTests(ServerFixture fixture)
{
    [Fact]
    public async Task Template_that_is_wrong_is_told_with_its_place()
    {
        using var alice = fixture.Server.ClientOf("problem-template");

        var answer = await alice.PostAsync("/v1/services/crooked/instances");

        Assert.Equal("422 template", answer.Problem);
        Assert.Equal(4, answer.Json["line"]!.GetValue<int>());
        Assert.Contains("Nobody", answer.Json["problem"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Right_that_the_server_lacks_is_named()
    {
        var connection = ClusterConnection.FromKubeconfigText(fixture.Cluster.AddUser("weak-server"));
        await using var server = await RunningServer.StartAsync(
            null, options => options.Development.Enabled = true, services => services.Configure<AllocatorOptions>(options => options.Connection = connection));
        using var alice = server.ClientOf("problem-rights");

        var answer = await alice.GetAsync("/v1/instances");

        Assert.Equal("502 access-denied", answer.Problem);
        Assert.Equal("list leases.coordination.k8s.io", $"{answer.Json["verb"]} {answer.Json["resource"]}");
    }

    [Fact]
    public async Task Failure_of_the_server_itself_tells_nothing_but_where_to_look()
    {
        await using var server = await RunningServer.StartAsync(
            fixture.Cluster, options => options.Development.Enabled = true, services => services.AddSingleton<IInstanceDirectory>(_ => throw new InvalidOperationException("swordfish")));
        using var alice = server.ClientOf("problem-internal");

        var answer = await alice.GetAsync("/v1/instances");

        Assert.Equal("500 internal", answer.Problem);
        Assert.NotEmpty(answer.Json["traceId"]!.GetValue<string>());
        Assert.DoesNotContain("swordfish", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_of_another_media_type_is_refused()
    {
        using var http = new HttpClient { BaseAddress = fixture.Server.Address };
        using var content = new StringContent("lease: 10");

        using var response = await http.PostAsync(new Uri("/v1/services/note/instances", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }
}
