using System.Reflection;

namespace Allocator;

/// <summary>The core of fixtures on the cluster.</summary>
public sealed class AllocationTests(ClusterFixture cluster) : IAsyncDisposable
{
    private readonly List<Route> _routes = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task StartAsync_cancelled_leaves_nothing()
    {
        using var framework = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var allocation = Allocate(
            new Service("cancelled", Workloads.Deployment("sleep 600", containerFields: Workloads.NeverReady)),
            output: (_, text) =>
            {
                if (text.Contains("not ready yet", StringComparison.Ordinal))
                    framework.Cancel();
            });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => allocation.StartAsync(framework.Token));

        await LeavesNothingAsync("cancelled");
    }

    [ClusterFact]
    public async Task Instance_has_its_port_secret_and_connection_string_and_names_them_when_asked_for_others()
    {
        await using var allocation = Allocate(new Service("reached", Reachable));
        await allocation.StartAsync(Token);
        var instance = allocation.Instance;

        Assert.Equal("swordfish", instance.Secret["password"]);
        var endpoint = instance.GetEndpoint("talk");
        Assert.Same(endpoint, instance.GetEndpoint());
        Assert.Same(endpoint, instance.GetEndpoint("7100"));
        Assert.EndsWith("?key=swordfish", instance.GetConnectionString(), StringComparison.Ordinal);
        Assert.Equal(instance.GetConnectionString(), instance.GetConnectionString("talk"));
        Assert.Equal("hello\n", (await instance.ExecAsync("echo", "hello")).EnsureSuccess().StandardOutput);
        Assert.Contains("talk (7100)", Assert.Throws<AllocatorException>(() => instance.GetEndpoint("http")).Message, StringComparison.Ordinal);
        Assert.Contains("declares: talk", Assert.Throws<AllocatorException>(() => instance.GetConnectionString("http")).Message, StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task Instance_that_somebody_deleted_is_lost_to_its_tests()
    {
        await using var allocation = Allocate(new Service("deleted", Workloads.ConfigMap), options => options.Lease = TimeSpan.FromSeconds(10));
        await allocation.StartAsync(Token);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        allocation.Instance.Handle.Lost.Register(lost.SetResult);

        await cluster.Admin.RunAsync("delete", "lease", allocation.Instance.Name);
        await lost.Task.WaitAsync(TimeSpan.FromMinutes(3), Token);

        Assert.Contains("is lost", Assert.Throws<InstanceLostException>(() => allocation.Instance.GetEndpoint()).Message, StringComparison.Ordinal);
    }

    private const string Reachable = """
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ .Name }}
        stringData:
          password: swordfish
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{ .Name }}
          annotations:
            connection.allocator.dev/talk: "tcp://{host:talk}:{port:talk}?key={secret:password}"
        spec:
          terminationGracePeriodSeconds: 0
          containers:
          - name: main
            image: registry.local/busybox:1.35
            command: ["nc", "-ll", "-p", "7100", "-e", "cat"]
            ports:
            - name: talk
              containerPort: 7100
        """;

    public async ValueTask DisposeAsync()
    {
        foreach (var route in _routes)
            await route.DisposeAsync();
    }

    private TestAllocation Allocate(ServiceDefinition service, Action<FixtureOptions>? configure = null, TestOutput? output = null)
    {
        var route = Route.To(cluster, null, service);
        _routes.Add(route);
        return new(new TestScope(Assembly.GetExecutingAssembly(), service.Name), [service], options =>
        {
            options.Summary = "";
            route.Configure(options);
            configure?.Invoke(options);
        }, output);
    }

    private Task LeavesNothingAsync(string service) =>
        Eventually.EmptyAsync(() => cluster.Leftovers.InNamespaceAsync(cluster.Namespace, $"allocator.dev/service={service}"));

    private sealed class Service(string name, string template) : ServiceDefinition
    {
        public override string Name => name;

        public override void Configure(ServiceOptions options) => options.Template = template;
    }
}
