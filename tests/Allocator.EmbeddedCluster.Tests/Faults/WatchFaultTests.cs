using System.Net;

namespace Allocator.Embedded;

/// <summary>Watches that are cut, and versions that are too old.</summary>
public sealed class WatchFaultTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    private const string SecretsPath = "/api/v1/namespaces/default/secrets";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Cut_watches_breaks_those_of_the_resource(string version)
    {
        // Counts all watches, so it needs a cluster whose watches are its own.
        await using var own = new RunningCluster();
        await own.InitializeAsync();
        var http = own.Http(version);
        using var maps = await http.WatchAsync(PlainRequests.ConfigMapsPath, $"&resourceVersion={await VersionAsync(http)}");
        using var secrets = await http.WatchAsync(SecretsPath, $"&resourceVersion={await VersionAsync(http)}");

        Assert.Equal(1, own.Faults.CutWatches("configmaps"));

        await Assert.ThrowsAnyAsync<IOException>(maps.ReadAsync);
        await CreateSecretAsync(http, $"still-{version.Replace(".", "", StringComparison.Ordinal)}");
        Assert.Equal("ADDED", (await secrets.ReadAsync())!.Value.Type);
        Assert.Equal(1, own.Faults.CutWatches());
        await Assert.ThrowsAnyAsync<IOException>(secrets.ReadAsync);
        Assert.Equal(0, own.Faults.CutWatches());
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Cut_watch_begins_the_nth_watch_and_breaks_it_in_the_place_of_its_first_event(string version)
    {
        var (http, name) = (cluster.Http(version), $"cut-{version.Replace(".", "", StringComparison.Ordinal)}");
        var since = await VersionAsync(http);
        using var fault = cluster.Faults.Add(new() { Verb = "watch", Resource = "configmaps", Skip = 1, Outcome = FaultOutcome.CutWatch });
        using var first = await http.WatchAsync(PlainRequests.ConfigMapsPath, $"&resourceVersion={since}");
        using var second = await http.WatchAsync(PlainRequests.ConfigMapsPath, $"&resourceVersion={since}");
        using var third = await http.WatchAsync(PlainRequests.ConfigMapsPath, $"&resourceVersion={since}");

        using var created = await http.CreateMapAsync(name);

        Assert.Equal(name, (await first.ReadAsync())!.Value.Object.Member("metadata").Text("name"));
        await Assert.ThrowsAnyAsync<IOException>(second.ReadAsync);
        Assert.Equal(name, (await third.ReadAsync())!.Value.Object.Member("metadata").Text("name"));
        Assert.Equal(1, fault.Hits);
    }

    [Fact]
    public async Task Cut_watch_is_a_lost_connection_to_this_projects_client()
    {
        await using var client = cluster.Client();
        using var fault = cluster.Faults.Add(new() { Verb = "watch", Resource = "configmaps", Outcome = FaultOutcome.CutWatch });
        var watch = client.WatchAsync(RunningCluster.ConfigMaps, "default", null, await VersionAsync(cluster.Http()), Token).GetAsyncEnumerator(Token);
        await using var _ = watch;
        var reading = watch.MoveNextAsync().AsTask();
        await fault.WhenUsedUpAsync(Token);

        using var created = await cluster.Http().CreateMapAsync("cut-client");

        Assert.Null((await Assert.ThrowsAsync<KubernetesException>(() => reading)).StatusCode);
    }

    [Fact]
    public async Task Compact_expires_earlier_versions_and_pages_but_open_watches_go_on()
    {
        var http = cluster.Http();
        foreach (var i in Enumerable.Range(0, 3))
            (await http.CreateMapAsync($"page-{i}")).Dispose();
        var before = await VersionAsync(http);
        var page = await http.GetJsonAsync($"{PlainRequests.ConfigMapsPath}?limit=1");
        var next = Uri.EscapeDataString(page.Member("metadata").Text("continue"));
        using var open = await http.WatchAsync(PlainRequests.ConfigMapsPath, $"&resourceVersion={before}");
        (await http.CreateMapAsync("seen-by-nobody-yet")).Dispose();

        cluster.Faults.Compact();

        Assert.Equal("seen-by-nobody-yet", (await open.ReadAsync())!.Value.Object.Member("metadata").Text("name"));
        (await http.CreateMapAsync("after")).Dispose();
        Assert.Equal("after", (await open.ReadAsync())!.Value.Object.Member("metadata").Text("name"));

        using var expired = await http.WatchAsync(PlainRequests.ConfigMapsPath, $"&resourceVersion={before}");
        var (type, status) = (await expired.ReadAsync())!.Value;
        Assert.Equal(("ERROR", "Expired", (long?)410), (type, status.Text("reason"), status.Number("code")));
        Assert.StartsWith($"too old resource version: {before} (", status.Text("message"), StringComparison.Ordinal);
        Assert.Null(await expired.ReadAsync());

        using var response = await http.GetAsync(new Uri($"{PlainRequests.ConfigMapsPath}?limit=1&continue={next}", UriKind.Relative), Token);
        Assert.Equal((HttpStatusCode.Gone, "Expired"), (response.StatusCode, (await response.ReadAsync()).Text("reason")));

        using var fresh = await http.WatchAsync(PlainRequests.ConfigMapsPath, $"&resourceVersion={await VersionAsync(http)}");
        (await http.CreateMapAsync("fresh")).Dispose();
        Assert.Equal("fresh", (await fresh.ReadAsync())!.Value.Object.Member("metadata").Text("name"));
    }

    private static async Task<string> VersionAsync(HttpClient http) =>
        (await http.GetJsonAsync($"{PlainRequests.ConfigMapsPath}?limit=1")).Member("metadata").Text("resourceVersion");

    private static async Task CreateSecretAsync(HttpClient http, string name) =>
        (await http.CreateAsync(SecretsPath, $$"""{ "metadata": { "name": "{{name}}" } }""")).Dispose();
}
