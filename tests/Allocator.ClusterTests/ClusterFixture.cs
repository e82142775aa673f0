using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Allocator.Testing;

[assembly: AssemblyFixture(typeof(Allocator.ClusterFixture))]

namespace Allocator;

/// <summary>
/// A cluster, in it a namespace for this run of the tests, and a user who has the documented role there and no other right. The
/// administrator only sets this up and looks on: what is tested runs with <see cref="Kubeconfig"/>.
/// </summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    /// <summary>The environment variable that names a real cluster's kubeconfig, an administrator's. Without it the tests have an embedded one.</summary>
    public const string Variable = "ALLOCATOR_TEST_KUBECONFIG";

    internal const string Account = "tester";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-test-");
    private EmbeddedCluster? _embedded;

    public ClusterFixture()
    {
        Admin = new Kubectl(RealKubeconfig ?? EmbeddedKubeconfig, Namespace, _folder.FullName);
        User = new Kubectl(Kubeconfig, Namespace, _folder.FullName);
        Leftovers = new Leftovers(Admin);
    }

    public string Namespace { get; } = $"allocator-test-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    /// <summary>The kubeconfig of the user with the documented role; its context names the namespace.</summary>
    public string Kubeconfig => Path.Combine(_folder.FullName, "kubeconfig");

    /// <summary>Why no test can run; null if they can.</summary>
    internal static string? SkipReason { get; } = RealKubeconfig is null && !Kubectl.IsInstalled
        ? "kubectl is not on the PATH, and the tests of a cluster need it"
        : null;

    internal Kubectl Admin { get; }

    internal Kubectl User { get; }

    internal Leftovers Leftovers { get; }

    private static string? RealKubeconfig =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? Path.GetFullPath(file) : null;

    private string EmbeddedKubeconfig => Path.Combine(_folder.FullName, "admin");

    public async ValueTask InitializeAsync()
    {
        if (SkipReason is not null)
            return;

        try
        {
            if (RealKubeconfig is null)
                await StartEmbeddedAsync();
            await Admin.CreateAsync("namespace", Namespace);
            await Admin.RunAsync("apply", "-f", Path.Combine(AppContext.BaseDirectory, "role.yaml"));
            await Admin.CreateAsync("serviceaccount", Account);
            await Admin.CreateAsync("rolebinding", "allocator", "--role=allocator", $"--serviceaccount={Namespace}:{Account}");
            await WriteKubeconfigAsync(await RequestTokenAsync());
            await User.UntilAllowedAsync();
            await Admin.UntilPodsAreAdmittedAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (SkipReason is null)
            {
                await Admin.ExecuteAsync(
                    ["delete", "namespace", Namespace, "--ignore-not-found", "--timeout=120s"], cancellationToken: CancellationToken.None);
            }
        }
        finally
        {
            if (_embedded is not null)
                await _embedded.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }

    private async Task StartEmbeddedAsync()
    {
        _embedded = await EmbeddedCluster.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _embedded.Images.Add(Workloads.Image, new BusyboxImage());
        await File.WriteAllTextAsync(EmbeddedKubeconfig, _embedded.KubeconfigText, TestContext.Current.CancellationToken);
    }

    private async Task<string> RequestTokenAsync()
    {
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = 7200 },
        };
        var path = $"/api/v1/namespaces/{Namespace}/serviceaccounts/{Account}/token";
        var answer = await Admin.ExecuteAsync(
            ["create", "--raw", path, "-f", "-"], request.ToJsonString(), TestContext.Current.CancellationToken);
        return JsonNode.Parse(answer)!["status"]!["token"]!.GetValue<string>();
    }

    /// <summary>The administrator's current cluster with the user's token.</summary>
    private async Task WriteKubeconfigAsync(string token)
    {
        var config = JsonNode.Parse(await Admin.RunAsync("config", "view", "--raw", "--minify", "--flatten", "-o", "json"))!;
        config["users"]![0]!["user"] = new JsonObject { ["token"] = token };
        config["contexts"]![0]!["context"]!["namespace"] = Namespace;
        await File.WriteAllTextAsync(Kubeconfig, config.ToJsonString(), TestContext.Current.CancellationToken);
    }
}
