using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Allocator.Embedded.Tests.Streams;

namespace Allocator.Embedded.Tests.Commands;

/// <summary>The real kubectl, new and of 1.20, against a whole cluster.</summary>
public sealed class KubectlTests : IAsyncLifetime
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec:
          terminationGracePeriodSeconds: 2
          containers:
          - name: main
            image: echo
            readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 1}
        """;

    private const string Held = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {containers: [{name: main, image: held}]}
        """;

    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: main, image: idle}]}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-");
    private EmbeddedCluster _cluster = null!;

    public static TheoryData<KubectlKind> Kinds => [KubectlKind.NewOverWebSocket, KubectlKind.Old];

    public static TheoryData<KubectlKind> StreamKinds => [.. Enum.GetValues<KubectlKind>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private KubectlTarget Target => new(_cluster.Kubeconfig, _folder.FullName);

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedCluster.StartAsync(cancellationToken: Token);
        _cluster.Images.Add("idle", Behaviors.IdleAsync);
        _cluster.Images.Add("echo", EchoAsync, async (_, exec, cancellationToken) =>
        {
            await exec.StandardOutput.WriteAsync(Encoding.UTF8.GetBytes($"ran {string.Join(' ', exec.Command)}\n"), cancellationToken);
            return 3;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Create_validates_and_get_shows_a_table_or_the_object(KubectlKind kind)
    {
        var kubectl = Kubectl.Of(kind);

        Assert.Equal("pod/web created\n", await RunAsync(kubectl, Pod, "create", "-f", "-"));
        Assert.Equal("pod/web condition met\n", await RunAsync(kubectl, null, "wait", "--for=condition=Ready", "pod/web", "--timeout=60s"));
        var again = await FailAsync(kubectl, Pod, "create", "-f", "-");
        var misspelt = await FailAsync(kubectl, Pod.Replace("image:", "immage:", StringComparison.Ordinal), "create", "-f", "-");

        Assert.Contains("Error from server (AlreadyExists)", again, StringComparison.Ordinal);
        Assert.Contains("immage", misspelt, StringComparison.Ordinal);
        var table = (await RunAsync(kubectl, null, "get", "pods")).Split('\n');
        Assert.Equal(["NAME", "READY", "STATUS", "RESTARTS", "AGE"], Words(table[0]));
        Assert.Equal(["web", "1/1", "Running", "0"], Words(table[1])[..4]);
        var wide = (await RunAsync(kubectl, null, "get", "pods", "-o", "wide", "--show-labels")).Split('\n');
        Assert.Equal("NAME READY STATUS RESTARTS AGE IP NODE NOMINATED NODE READINESS GATES LABELS", string.Join(' ', Words(wide[0])));
        Assert.Equal("app=web", Words(wide[1])[^1]);
        using var json = JsonDocument.Parse(await RunAsync(kubectl, null, "get", "pod", "web", "-o", "json"));
        Assert.Equal(("Pod", "web"), (json.RootElement.Text("kind"), json.RootElement.Member("metadata").Text("name")));
        Assert.Equal("web", await RunAsync(kubectl, null, "get", "pods", "-l", "app=web", "-o", "jsonpath={.items[*].metadata.name}"));
        Assert.Contains("Error from server (NotFound): pods \"absent\" not found", await FailAsync(kubectl, null, "get", "pod", "absent"), StringComparison.Ordinal);
        var described = await RunAsync(kubectl, null, "describe", "pod", "web");
        Assert.Contains("Successfully assigned default/web to embedded", described, StringComparison.Ordinal);
        Assert.Contains("Started container main", described, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Delete_waits_and_a_watch_and_a_wait_see_it(KubectlKind kind)
    {
        var kubectl = Kubectl.Of(kind);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.Images.Add("held", async (_, stopping) =>
        {
            await Behaviors.IdleAsync(null!, stopping);
            await release.Task;
            return 0;
        });
        using var watch = kubectl.Start(Target, "get", "pods", "--watch", "--no-headers");
        await RunAsync(kubectl, Held, "create", "-f", "-");
        var seen = new List<string>();
        await ReadUntilAsync(watch, seen, "1/1");
        using var watches = _cluster.Faults.Add(new() { Verb = "watch", Resource = "pods", Times = 2, Latency = TimeSpan.FromMilliseconds(1) });
        var deleting = RunAsync(kubectl, null, "delete", "pod", "web");
        var waiting = RunAsync(kubectl, null, "wait", "--for=delete", "pod/web", "--timeout=60s");
        await watches.WhenUsedUpAsync(Token);
        Assert.False(deleting.IsCompleted || waiting.IsCompleted);

        release.SetResult();

        Assert.Matches("^pod \"web\" deleted( from default namespace)?\n$", await deleting);
        Assert.Matches("^(pod/web condition met\n)?$", await waiting);
        Assert.Empty(await RunAsync(kubectl, null, "get", "pods", "-o", "name"));
        await ReadUntilAsync(watch, seen, "Terminating");
        watch.Kill();
        Assert.All(seen, line => Assert.Equal("web", Words(line)[0]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Logs_shows_what_was_written_and_follows_to_the_end(KubectlKind kind)
    {
        var kubectl = Kubectl.Of(kind);
        await RunAsync(kubectl, Pod, "create", "-f", "-");
        await RunAsync(kubectl, null, "wait", "--for=condition=Ready", "pod/web", "--timeout=60s");
        Assert.Equal("listening\n", await RunAsync(kubectl, null, "logs", "web"));
        using var follow = kubectl.Start(Target, "logs", "-f", "web");
        Assert.Equal("listening", await follow.StandardOutput.ReadLineAsync(Token));

        await RunAsync(kubectl, null, "delete", "pod", "web");

        Assert.Equal("stopped", await follow.StandardOutput.ReadLineAsync(Token));
        Assert.Null(await follow.StandardOutput.ReadLineAsync(Token));
        await follow.WaitForExitAsync(Token);
        Assert.Equal(0, follow.ExitCode);
    }

    [Theory]
    [MemberData(nameof(StreamKinds))]
    public async Task Exec_and_port_forward_reach_the_container(KubectlKind kind)
    {
        var kubectl = Kubectl.Of(kind);
        await RunAsync(kubectl, Pod, "create", "-f", "-");
        await RunAsync(kubectl, null, "wait", "--for=condition=Ready", "pod/web", "--timeout=60s");

        var exec = await kubectl.RunAsync(Target, null, "exec", "web", "--", "a", "b c");
        await using var forward = await KubectlPortForward.StartAsync(kubectl, Target, Token);
        await using var stream = await forward.ConnectAsync(Token);
        await stream.WriteAsync("through and back"u8.ToArray(), Token);
        var back = new byte[16];
        await stream.ReadExactlyAsync(back, Token);

        Assert.Equal(("ran a b c\n", 3), (exec.OutputText, exec.ExitCode));
        Assert.Equal("through and back", Encoding.UTF8.GetString(back));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Deployment_is_rolled_out_and_scaled(KubectlKind kind)
    {
        var kubectl = Kubectl.Of(kind);
        await RunAsync(kubectl, Deployment, "create", "-f", "-");
        Assert.EndsWith(
            "deployment \"web\" successfully rolled out\n", await RunAsync(kubectl, null, "rollout", "status", "deployment/web", "--timeout=60s"), StringComparison.Ordinal);

        Assert.Equal("deployment.apps/web scaled\n", await RunAsync(kubectl, null, "scale", "deployment", "web", "--replicas=3"));
        await RunAsync(kubectl, null, "rollout", "status", "deployment/web", "--timeout=60s");

        var table = (await RunAsync(kubectl, null, "get", "deployments")).Split('\n');
        Assert.Equal(["NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE"], Words(table[0]));
        Assert.Equal(["web", "3/3", "3", "3"], Words(table[1])[..4]);
        Assert.Matches("^deployment.apps \"web\" deleted", await RunAsync(kubectl, null, "delete", "deployment", "web"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Version_resources_and_explanations_are_there(KubectlKind kind)
    {
        var kubectl = Kubectl.Of(kind);

        Assert.Contains("v1.20.2", await RunAsync(kubectl, null, "version"), StringComparison.Ordinal);
        var resources = (await RunAsync(kubectl, null, "api-resources", "--no-headers")).Split('\n').Select(Words).Where(words => words.Length > 0).ToList();
        Assert.Contains(["pods", "po", "v1", "true", "Pod"], resources);
        Assert.Contains(["deployments", "deploy", "apps/v1", "true", "Deployment"], resources);
        Assert.Contains("containers", await RunAsync(kubectl, null, "explain", "pod.spec"), StringComparison.Ordinal);
        Assert.Contains("Kubernetes control plane is running at", Plain(await RunAsync(kubectl, null, "cluster-info")), StringComparison.Ordinal);
    }

    public static TheoryData<string> Made => new(
        "namespace other",
        "configmap settings --from-literal=a=b",
        "secret generic password --from-literal=a=b",
        "serviceaccount robot",
        "role reader --verb=get --resource=pods",
        "rolebinding readers --role=reader --user=jane",
        "clusterrole reader --verb=get --resource=nodes",
        "quota small --hard=pods=5",
        "deployment made --image=idle",
        "job made --image=idle",
        "service clusterip made --tcp=80:80");

    [Theory]
    [MemberData(nameof(Made))]
    public async Task Old_kubectl_creates_what_it_makes_of_arguments(string arguments)
    {
        var kubectl = Kubectl.Of(KubectlKind.Old);

        Assert.EndsWith(" created\n", await RunAsync(kubectl, null, ["create", .. arguments.Split(' ')]), StringComparison.Ordinal);
    }

    // It sends protobuf, and client-go does not fall back to JSON whatever is answered.
    [Theory]
    [MemberData(nameof(Made))]
    public async Task New_kubectl_is_told_to_send_json_and_creates_what_it_reads(string arguments)
    {
        var kubectl = Kubectl.Of(KubectlKind.NewOverWebSocket);
        string[] create = ["create", .. arguments.Split(' ')];

        var refusal = await FailAsync(kubectl, null, create);
        var made = await RunAsync(kubectl, null, [.. create, "--dry-run=client", "-o", "yaml"]);

        Assert.Contains("application/vnd.kubernetes.protobuf is not supported by the embedded cluster", refusal, StringComparison.Ordinal);
        Assert.EndsWith(" created\n", await RunAsync(kubectl, made, "create", "-f", "-"), StringComparison.Ordinal);
    }

    private static async Task<int> EchoAsync(ContainerContext container, CancellationToken stopping)
    {
        using var listener = new TcpListener(container.PodAddress, 80);
        listener.Start();
        await container.Output.WriteLineAsync("listening");
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping);
                _ = EchoAsync(client, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            await container.Output.WriteLineAsync("stopped");
            return 0;
        }
    }

    private static async Task EchoAsync(TcpClient client, CancellationToken stopping)
    {
        using (client)
            await client.GetStream().CopyToAsync(client.GetStream(), stopping);
    }

    private static async Task ReadUntilAsync(System.Diagnostics.Process process, List<string> lines, string text)
    {
        while (!lines.Exists(line => line.Contains(text, StringComparison.Ordinal)))
            lines.Add((await process.StandardOutput.ReadLineAsync(Token))!);
    }

    private async Task<string> RunAsync(Kubectl kubectl, string? input, params string[] arguments)
    {
        var result = await RunToEndAsync(kubectl, input, arguments);
        Assert.True(result.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {result.Error}");
        return result.OutputText;
    }

    private async Task<string> FailAsync(Kubectl kubectl, string? input, params string[] arguments)
    {
        var result = await RunToEndAsync(kubectl, input, arguments);
        Assert.True(result.ExitCode == 1, $"kubectl {string.Join(' ', arguments)}: {result.ExitCode}, {result.OutputText}");
        return result.Error;
    }

    private Task<KubectlResult> RunToEndAsync(Kubectl kubectl, string? input, string[] arguments) =>
        kubectl.RunAsync(Target, input is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(input)), arguments);

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Plain(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\u001b\\[[0-9;]*m", "");
}
