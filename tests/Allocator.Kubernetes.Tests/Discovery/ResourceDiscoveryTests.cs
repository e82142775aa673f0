using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Allocator.Testing;

namespace Allocator.Tests;

public sealed class ResourceDiscoveryTests
{
    private const string Apps = """
        {"kind":"APIResourceList","groupVersion":"apps/v1","resources":[
          {"name":"daemonsets","kind":"DaemonSet","namespaced":true},
          {"name":"daemonsets/status","kind":"DaemonSet","namespaced":true},
          {"name":"replicasets/scale","group":"autoscaling","version":"v1","kind":"Scale","namespaced":true},
          {"name":"replicasets","kind":"ReplicaSet","namespaced":true},
          {"name":"things","kind":"Thing","namespaced":false},
          {"name":"otherthings","kind":"Thing","namespaced":true}]}
        """;

    private readonly ConcurrentDictionary<string, string> _pages = new() { ["apis/apps/v1"] = Apps };
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ResourceDiscovery _discovery;
    private Func<Task> _before = () => Task.CompletedTask;

    public ResourceDiscoveryTests() => _discovery = new ResourceDiscovery(GetAsync, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kinds_that_every_server_has_need_no_request()
    {
        Assert.Same(ResourceKind.Pod, await _discovery.ResolveAsync("v1", "Pod", Cancellation));
        Assert.Same(ResourceKind.Lease, await _discovery.ResolveAsync("coordination.k8s.io/v1", "Lease", Cancellation));
        Assert.Equal("deployments.apps", (await _discovery.ResolveAsync("apps/v1", "Deployment", Cancellation)).ResourceName);

        Assert.Empty(_requests);
    }

    [Fact]
    public async Task Kinds_of_one_group_version_take_one_request()
    {
        var daemonSet = await _discovery.ResolveAsync("apps/v1", "DaemonSet", Cancellation);
        var replicaSet = await _discovery.ResolveAsync("apps/v1", "ReplicaSet", Cancellation);
        _time.Advance(TimeSpan.FromDays(1));
        var thing = await _discovery.ResolveAsync("apps/v1", "Thing", Cancellation);

        Assert.Equal(new ResourceKind("apps", "v1", "DaemonSet", "daemonsets", true), daemonSet);
        Assert.Equal(new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true), replicaSet);
        Assert.Equal(new ResourceKind("apps", "v1", "Thing", "things", false), thing);
        Assert.Equal(["apis/apps/v1"], _requests);
    }

    [Fact]
    public async Task Kinds_of_the_core_group_are_below_api()
    {
        _pages["api/v1"] = """{"resources":[{"name":"nodes","kind":"Node","namespaced":false}]}""";

        Assert.Equal(new ResourceKind("", "v1", "Node", "nodes", false), await _discovery.ResolveAsync("v1", "Node", Cancellation));
    }

    [Fact]
    public async Task Callers_at_once_share_a_request_that_none_of_them_can_cancel()
    {
        var gate = new TaskCompletionSource();
        _before = () => gate.Task;
        using var cancel = new CancellationTokenSource();

        var first = _discovery.ResolveAsync("apps/v1", "DaemonSet", cancel.Token);
        var second = _discovery.ResolveAsync("apps/v1", "DaemonSet", Cancellation);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal("DaemonSet", (await second).Kind);
        Assert.Single(_requests);
    }

    [Fact]
    public async Task Missing_kind_is_looked_for_again_after_a_while()
    {
        await Assert.ThrowsAsync<UnknownKindException>(() => _discovery.ResolveAsync("x.io/v1", "Custom", Cancellation));
        _pages["apis/x.io/v1"] = """{"resources":[{"name":"customs","kind":"Custom","namespaced":true}]}""";
        _time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<UnknownKindException>(() => _discovery.ResolveAsync("x.io/v1", "Custom", Cancellation));
        Assert.Single(_requests, "apis/x.io/v1");
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("customs.x.io", (await _discovery.ResolveAsync("x.io/v1", "Custom", Cancellation)).ResourceName);
    }

    [Fact]
    public async Task Failure_is_not_remembered()
    {
        _before = () => throw new KubernetesException("down", null, null);
        await Assert.ThrowsAsync<KubernetesException>(() => _discovery.ResolveAsync("apps/v1", "DaemonSet", Cancellation));
        _before = () => Task.CompletedTask;

        Assert.Equal("DaemonSet", (await _discovery.ResolveAsync("apps/v1", "DaemonSet", Cancellation)).Kind);
    }

    [Fact]
    public async Task Misspelt_kind_is_told_with_what_was_meant()
    {
        var e = await Assert.ThrowsAsync<UnknownKindException>(() => _discovery.ResolveAsync("apps/v1", "Demonset", Cancellation));

        Assert.True(e.GroupVersionServed);
        Assert.Equal(["DaemonSet"], e.Suggestions);
        Assert.Equal("The cluster's apps/v1 has no kind Demonset. Did you mean DaemonSet?", e.Message);
    }

    [Fact]
    public async Task Version_that_is_not_served_is_told_with_those_that_are()
    {
        _pages["apis/apps"] = """{"versions":[{"groupVersion":"apps/v1","version":"v1"}]}""";

        var e = await Assert.ThrowsAsync<UnknownKindException>(() => _discovery.ResolveAsync("apps/v1beta1", "DaemonSet", Cancellation));

        Assert.False(e.GroupVersionServed);
        Assert.Equal(["apps/v1"], e.ServedVersions);
        Assert.Equal("The cluster does not serve apps/v1beta1, which DaemonSet was looked for in. It has apps/v1.", e.Message);
    }

    [Fact]
    public async Task Served_versions_of_the_core_group_are_below_api()
    {
        _pages["api"] = """{"kind":"APIVersions","versions":["v1"]}""";

        Assert.Equal(["v1"], await _discovery.ServedVersionsAsync("", Cancellation));
        Assert.Empty(await _discovery.ServedVersionsAsync("nobody.io", Cancellation));
    }

    private async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken)
    {
        _requests.Enqueue(path);
        await _before();
        return _pages.TryGetValue(path, out var page)
            ? JsonNode.Parse(page)!.AsObject()
            : throw new KubernetesException("not found", System.Net.HttpStatusCode.NotFound, null);
    }
}
