using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// The server as <c>docs/deploy/allocatord.yaml</c> and <c>docs/rbac/server.yaml</c> say, with the image that <c>eng/image/build allocatord</c> makes. Only on a real cluster, whose nodes have
/// the image and the addresses of whose Services this machine reaches.
/// </summary>
public sealed class DeployedServer(ClusterFixture cluster) : IAsyncLifetime
{
    public const string Service = "demo";

    public const int Limit = 8;

    public const int LimitPerOwner = 5;

    /// <summary>The environment variable that names the image, which the cluster's nodes must have.</summary>
    private const string Variable = "ALLOCATOR_TEST_SERVER_IMAGE";

    private const string Name = "allocatord";

    private static readonly TimeSpan s_reachable = TimeSpan.FromSeconds(30);

    private static string? Image => Environment.GetEnvironmentVariable(Variable);

    /// <summary>The Service's address.</summary>
    internal Uri Address { get; private set; } = null!;

    internal Replicas Replicas { get; } = new(cluster.Admin, cluster.Namespace, Name);

    /// <summary>The ClusterRoleBinding is the whole cluster's.</summary>
    private string Reviewer => $"{cluster.Namespace}-reviewer";

    public static void SkipWithoutImage() =>
        Assert.SkipUnless(Image is { Length: > 0 }, $"{Variable} does not name an image of the server that the cluster's nodes have");

    public async ValueTask InitializeAsync()
    {
        if (Image is not { Length: > 0 })
            return;
        var template = Changed(await ReadAsync("echo.yaml.gotmpl"), ("\"busybox:1.35\"", $"\"{Workloads.Image}\""));
        await ApplyAsync(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = Name },
            ["data"] = new JsonObject { ["service.yaml.gotmpl"] = template },
        }.ToJsonString());
        await ApplyAsync(Changed(await ReadAsync("server.yaml"), ("name: allocatord-auth-delegator", $"name: {Reviewer}"), ("namespace: NAMESPACE", $"namespace: {cluster.Namespace}")));
        await ApplyAsync(Changed(
            await ReadAsync("allocatord.yaml"),
            ("image: registry.local/allocatord:0.1.0", $"image: {Image}"),
            ("--max-instances=20", $"--max-instances={Limit}"),
            ("--max-instances-per-user=2", $"--max-instances-per-user={LimitPerOwner}"),
            ("- --anonymous-metrics=true", "- --anonymous-metrics=true\n        - --server-disk-size=16Mi")));
        await cluster.Admin.RunAsync("rollout", "status", $"deployment/{Name}", "--timeout=180s");
        var service = await cluster.Admin.GetJsonAsync("service", Name);
        Address = new Uri($"http://{service["spec"]!["clusterIP"]!.GetValue<string>()}");
        await ReachAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Image is not { Length: > 0 })
            return;
        await cluster.Admin.ExecuteAsync(["delete", "clusterrolebinding", Reviewer, "--ignore-not-found"], cancellationToken: CancellationToken.None);

        // The end of the namespace would wait for a part of the pods' long grace.
        await cluster.Admin.ExecuteAsync(["delete", "deployment", Name, "--ignore-not-found"], cancellationToken: CancellationToken.None);
        await cluster.Admin.ExecuteAsync(["delete", "pods", "--selector", $"app={Name}", "--grace-period=1"], cancellationToken: CancellationToken.None);
    }

    /// <summary>Rules for a Service's address take effect a little after its pods are ready.</summary>
    private async Task ReachAsync()
    {
        using var http = new HttpClient { Timeout = s_reachable };
        await Eventually.FoundAsync(async () =>
        {
            try
            {
                return (await http.GetAsync(new Uri(Address, "/readyz"), TestContext.Current.CancellationToken)).IsSuccessStatusCode ? this : null;
            }
            catch (HttpRequestException)
            {
                return null;
            }
        });
    }

    private Task<string> ApplyAsync(string manifest) => cluster.Admin.ExecuteAsync(["apply", "-f", "-"], manifest, TestContext.Current.CancellationToken);

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, file), TestContext.Current.CancellationToken);

    private static string Changed(string text, params ReadOnlySpan<(string From, string To)> changes)
    {
        foreach (var (from, to) in changes)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }
}
