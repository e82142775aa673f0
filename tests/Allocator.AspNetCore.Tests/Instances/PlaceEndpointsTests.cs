using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class PlaceEndpointsTests(ServerFixture fixture)
{
    [Fact]
    public async Task Places_show_the_callers_limit_and_who_holds_it()
    {
        using var alice = fixture.Server.ClientOf("places-alice");
        using var bob = fixture.Server.ClientOf("places-bob");
        var hers = (await alice.PostAsync("/v1/services/single/instances", new { parameters = new { } })).Json["name"]!.GetValue<string>();

        var seenByAlice = Assert.Single(await ScopesAsync(alice, "single"));
        var seenByBob = Assert.Single(await ScopesAsync(bob, "single"));

        Assert.Equal(("places-alice", 1), (seenByAlice["owner"]!.GetValue<string>(), seenByAlice["limit"]!.GetValue<int>()));
        var held = Assert.Single(seenByAlice["held"]!.AsArray())!;
        Assert.Equal((0, hers), (held["number"]!.GetValue<int>(), held["instance"]!["name"]!.GetValue<string>()));
        Assert.Equal("places-bob", seenByBob["owner"]!.GetValue<string>());
        Assert.Empty(seenByBob["held"]!.AsArray());
    }

    [Fact]
    public async Task Administrator_sees_everybodys()
    {
        await using var server = await RunningServer.StartAsync(
            fixture.Cluster, services: services => services.Configure<AllocatorOptions>(options => options.Administrators = ["places-root"]));
        using var carol = server.ClientOf("places-carol");
        using var root = server.ClientOf("places-root");
        var hers = await carol.CreateAsync("single");

        var scopes = await ScopesAsync(root, "single");

        var carols = Assert.Single(scopes, scope => scope["owner"]!.GetValue<string>() == "places-carol");
        Assert.Equal(hers, Assert.Single(carols["held"]!.AsArray())!["instance"]!["name"]!.GetValue<string>());
        Assert.Equal("places-root", scopes[0]["owner"]!.GetValue<string>());
    }

    private static async Task<List<JsonNode>> ScopesAsync(ApiClient client, string service) =>
        [.. (await client.GetAsync("/v1/places")).Json["items"]!.AsArray().Select(scope => scope!).Where(scope => scope["service"]!.GetValue<string>() == service)];
}
