using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>All that is timed goes by the cluster's clock, as a client over HTTP sees it.</summary>
public sealed class ClusterTimeTests : IAsyncLifetime
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private RunningCluster _cluster = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await RunningCluster.StartAsync();
        _http = _cluster.Http();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Date_is_the_clusters()
    {
        await using var client = _cluster.Client();
        _cluster.Clock.Advance(TimeSpan.FromDays(400));

        using var response = await _http.GetAsync(new Uri("/version", UriKind.Relative), TestContext.Current.CancellationToken);
        using var created = await _http.CreateMapAsync("dated");

        Assert.Equal(Whole(_cluster.Clock.GetUtcNow()), response.Headers.Date);
        Assert.Equal(
            _cluster.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            (await created.ReadAsync()).Member("metadata").Text("creationTimestamp"));
    }

    [Fact]
    public async Task Watch_ends_when_its_time_is_up()
    {
        using var watch = await _http.WatchAsync(PlainRequests.ConfigMapsPath, $"&resourceVersion={await VersionAsync()}&timeoutSeconds=30");
        var end = watch.ReadAsync();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(29.999));
        Assert.False(end.IsCompleted);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Null(await end);
    }

    [Fact]
    public async Task Watch_has_bookmarks_each_minute_and_just_before_its_end()
    {
        await _cluster.IdleAsync();
        var timers = _cluster.Clock.WaitingTimers;
        using var watch = await _http.WatchAsync(
            PlainRequests.ConfigMapsPath, $"&resourceVersion={await VersionAsync()}&timeoutSeconds=90&allowWatchBookmarks=true");
        await WaitForTimersAsync(timers + 2);
        var latest = (await CreateMapAsync("first")).Member("metadata").Text("resourceVersion");
        Assert.Equal("ADDED", (await watch.ReadAsync())!.Value.Type);
        await WaitForTimersAsync(timers + 2);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(60));
        var minute = (await watch.ReadAsync())!.Value;
        await WaitForTimersAsync(timers + 2);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(28));
        var last = (await watch.ReadAsync())!.Value;
        _cluster.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(("BOOKMARK", "ConfigMap", latest), (minute.Type, minute.Object.Text("kind"), minute.Object.Member("metadata").Text("resourceVersion")));
        Assert.Equal(("BOOKMARK", latest), (last.Type, last.Object.Member("metadata").Text("resourceVersion")));
        Assert.Null(await watch.ReadAsync());
    }

    [Fact]
    public async Task Crashing_container_is_started_again_after_10_and_20_seconds()
    {
        _cluster.Cluster.Images.Add("crashing", (_, _) => Task.FromResult(1));
        await CreatePodAsync("crash", "crashing");
        await _cluster.IdleAsync();
        Assert.Equal((1, "CrashLoopBackOff"), await RestartsAsync("crash"));

        await _cluster.AdvanceAsync(TimeSpan.FromSeconds(9.9));
        Assert.Equal((1, "CrashLoopBackOff"), await RestartsAsync("crash"));
        await _cluster.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        Assert.Equal((2, "CrashLoopBackOff"), await RestartsAsync("crash"));
        await _cluster.AdvanceAsync(TimeSpan.FromSeconds(19.9));
        Assert.Equal((2, "CrashLoopBackOff"), await RestartsAsync("crash"));
        await _cluster.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        Assert.Equal((3, "CrashLoopBackOff"), await RestartsAsync("crash"));
    }

    [Fact]
    public async Task Probe_is_made_when_it_is_due()
    {
        var answer = 1;
        _cluster.Cluster.Images.Add("probed", Behaviors.IdleAsync, (_, _, _) => Task.FromResult(Volatile.Read(ref answer)));
        await CreatePodAsync("probed", "probed", """
            "readinessProbe": { "exec": { "command": ["ready"] }, "initialDelaySeconds": 5, "periodSeconds": 10 }
            """);
        await _cluster.IdleAsync();
        await _cluster.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.False(await IsReadyAsync("probed"));
        Volatile.Write(ref answer, 0);

        await _cluster.AdvanceAsync(TimeSpan.FromSeconds(9.9));
        Assert.False(await IsReadyAsync("probed"));
        await _cluster.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        Assert.True(await IsReadyAsync("probed"));
    }

    [Fact]
    public async Task Pod_fails_when_its_deadline_is_over()
    {
        await CreatePodAsync("slow", "idle", spec: "\"activeDeadlineSeconds\": 30");
        await _cluster.IdleAsync();
        await _cluster.AdvanceAsync(TimeSpan.FromSeconds(29.9));
        Assert.Equal("Running", (await StatusAsync("slow")).Text("phase"));

        await _cluster.AdvanceAsync(TimeSpan.FromSeconds(0.1));

        var status = await StatusAsync("slow");
        Assert.Equal(("Failed", "DeadlineExceeded"), (status.Text("phase"), status.Text("reason")));
    }

    [Fact]
    public async Task Token_expires()
    {
        await _cluster.IdleAsync();
        using var response = await _http.CreateAsync(
            "/api/v1/namespaces/default/serviceaccounts/default/token", """{ "spec": { "expirationSeconds": 600 } }""");
        var status = (await response.ReadAsync()).Member("status");
        Assert.Equal(
            Whole(_cluster.Clock.GetUtcNow()).AddSeconds(600), DateTimeOffset.Parse(status.Text("expirationTimestamp"), CultureInfo.InvariantCulture));
        var bearer = _cluster.Http(kubeconfig: _cluster.Cluster.KubeconfigText);
        bearer.DefaultRequestHeaders.Authorization = new("Bearer", status.Text("token"));

        _cluster.Clock.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(HttpStatusCode.OK, await bearer.StatusAsync(HttpMethod.Get, "/version"));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Unauthorized, await bearer.StatusAsync(HttpMethod.Get, "/version"));
    }

    [Fact]
    public async Task When_idle_ends_with_the_cluster()
    {
        await _cluster.Cluster.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cluster.Cluster.WhenIdleAsync(TestContext.Current.CancellationToken));
    }

    private static DateTimeOffset Whole(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private Task WaitForTimersAsync(int count) => NodeHarness.SpinAsync(() => _cluster.Clock.WaitingTimers == count);

    private async Task<string> VersionAsync() =>
        (await _http.GetJsonAsync($"{PlainRequests.ConfigMapsPath}?limit=1")).Member("metadata").Text("resourceVersion");

    private async Task<JsonElement> CreateMapAsync(string name)
    {
        using var response = await _http.CreateMapAsync(name);
        return await response.ReadAsync();
    }

    private async Task CreatePodAsync(string name, string image, string container = "\"tty\": false", string spec = "\"hostname\": \"h\"")
    {
        using var response = await _http.CreateAsync(Pods, $$"""
            { "metadata": { "name": "{{name}}" }, "spec": { "containers": [ { "name": "main", "image": "{{image}}", {{container}} } ], {{spec}} } }
            """);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private async Task<JsonElement> StatusAsync(string pod) => (await _http.GetJsonAsync($"{Pods}/{pod}")).Member("status");

    private async Task<(int Restarts, string Waiting)> RestartsAsync(string pod)
    {
        var container = (await StatusAsync(pod)).Member("containerStatuses")[0];
        return ((int)container.Number("restartCount")!, container.Member("state", "waiting").Text("reason"));
    }

    private async Task<bool> IsReadyAsync(string pod) => (await StatusAsync(pod)).Member("containerStatuses")[0].Flag("ready");
}
