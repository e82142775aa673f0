namespace Allocator.Embedded;

public sealed class EnvironmentTests
{
    private ContainerContext? _seen;

    [Fact]
    public async Task Values_are_resolved_and_expanded()
    {
        await using var cluster = await StartAsync(NodeHarness.Options with { ApiServer = () => new(System.Net.IPAddress.Loopback, 6443) });
        cluster.Create(ResourceTypes.ConfigMaps, "cm", """{ "data": { "a": "from-map", "key": "one" } }""");
        cluster.Create(ResourceTypes.ConfigMaps, "numbers", """{ "data": { "1": "x" } }""");
        cluster.Create(ResourceTypes.Secrets, "s", """{ "data": { "password": "c2VjcmV0" } }""");

        cluster.CreatePod("web", "seen", """
            "command": ["run", "$(GREETING)", "$(UNKNOWN)", "$$(GREETING)", "$(HOSTNAME)"], "args": ["--ip=$(IP)"], "workingDir": "/work",
            "resources": { "limits": { "cpu": "1500m", "memory": "64Mi" } },
            "envFrom": [ { "prefix": "CM_", "configMapRef": { "name": "cm" } }, { "secretRef": { "name": "absent", "optional": true } },
                         { "configMapRef": { "name": "numbers" } } ],
            "env": [
              { "name": "NAME", "value": "world" },
              { "name": "GREETING", "value": "hello $(NAME) $(LATER) $(CM_a)" },
              { "name": "LATER", "value": "x" },
              { "name": "KEY", "valueFrom": { "configMapKeyRef": { "name": "cm", "key": "key" } } },
              { "name": "PASSWORD", "valueFrom": { "secretKeyRef": { "name": "s", "key": "password" } } },
              { "name": "NONE", "valueFrom": { "secretKeyRef": { "name": "s", "key": "absent", "optional": true } } },
              { "name": "IP", "valueFrom": { "fieldRef": { "fieldPath": "status.podIP" } } },
              { "name": "NODE", "valueFrom": { "fieldRef": { "fieldPath": "spec.nodeName" } } },
              { "name": "LABEL", "valueFrom": { "fieldRef": { "fieldPath": "metadata.labels['app']" } } },
              { "name": "CPU", "valueFrom": { "resourceFieldRef": { "resource": "limits.cpu" } } },
              { "name": "MEMORY", "valueFrom": { "resourceFieldRef": { "resource": "limits.memory", "divisor": "1Mi" } } }
            ]
            """);
        await cluster.UntilPhaseAsync("web", "Running");

        var environment = _seen!.Environment;
        Assert.Equal("hello world $(LATER) from-map", environment["GREETING"]);
        Assert.Equal(["run", "hello world $(LATER) from-map", "$(UNKNOWN)", "$(GREETING)", "$(HOSTNAME)"], _seen.Command);
        Assert.Equal([$"--ip={_seen.PodAddress}"], _seen.Arguments);
        Assert.Equal("/work", _seen.WorkingDirectory);
        Assert.Equal(("one", "secret", "embedded", ""), (environment["KEY"], environment["PASSWORD"], environment["NODE"], environment["LABEL"]));
        Assert.Equal(("2", "64"), (environment["CPU"], environment["MEMORY"]));
        Assert.False(environment.ContainsKey("NONE"));
        Assert.Equal("web", environment["HOSTNAME"]);
        Assert.Equal(("127.0.0.1", "6443"), (environment["KUBERNETES_SERVICE_HOST"], environment["KUBERNETES_SERVICE_PORT"]));
        Assert.Equal(
            "Keys [1] from the EnvFrom configMap test/numbers were skipped since they are considered invalid environment variable names.",
            (await cluster.UntilEventAsync("web", "InvalidEnvironmentVariableNames")).Text("message"));
        Assert.Empty(cluster.Failures);
    }

    [Theory]
    [InlineData("""{ "name": "X", "valueFrom": { "secretKeyRef": { "name": "late", "key": "k" } } }""", "secret \"late\" not found")]
    [InlineData("""{ "name": "X", "valueFrom": { "configMapKeyRef": { "name": "late", "key": "k" } } }""", "configmap \"late\" not found")]
    public async Task A_missing_reference_waits_and_starts_when_it_comes(string variable, string message)
    {
        await using var cluster = await StartAsync();

        cluster.CreatePod("web", "seen", $"\"env\": [ {variable} ]");
        var waiting = await cluster.UntilWaitingAsync("web", "CreateContainerConfigError");

        Assert.Equal(message, waiting.Member("state", "waiting").Text("message"));
        Assert.Equal($"Error: {message}", (await cluster.UntilEventAsync("web", "Failed")).Text("message"));
        Assert.Equal("Pending", cluster.Status("web").Text("phase"));

        cluster.Create(ResourceTypes.Secrets, "late", """{ "data": { "k": "dg==" } }""");
        cluster.Create(ResourceTypes.ConfigMaps, "late", """{ "data": { "k": "v" } }""");
        await cluster.UntilPhaseAsync("web", "Running");
        Assert.Equal("v", _seen!.Environment["X"]);
    }

    [Fact]
    public async Task A_missing_key_is_named()
    {
        await using var cluster = await StartAsync();
        cluster.Create(ResourceTypes.ConfigMaps, "cm", """{ "data": { } }""");

        cluster.CreatePod("web", "seen", """ "env": [ { "name": "X", "valueFrom": { "configMapKeyRef": { "name": "cm", "key": "k" } } } ] """);
        var waiting = await cluster.UntilWaitingAsync("web", "CreateContainerConfigError");

        Assert.Equal("couldn't find key k in ConfigMap test/cm", waiting.Member("state", "waiting").Text("message"));
    }

    private Task<NodeHarness> StartAsync(NodeOptions? options = null) => NodeHarness.StartAsync(
        images => images.Add("seen", async (container, stopping) =>
        {
            _seen = container;
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            return 0;
        }),
        options);
}
