namespace Allocator;

/// <summary>A namespace of one test's own, in which the run's user has the documented role too.</summary>
internal sealed class OwnNamespace : IAsyncDisposable
{
    private readonly Kubectl _admin;

    private OwnNamespace(ClusterFixture cluster, string name) => (_admin, Name) = (cluster.Admin.In(name), name);

    public string Name { get; }

    public static async Task<OwnNamespace> CreateAsync(ClusterFixture cluster, string suffix)
    {
        var own = new OwnNamespace(cluster, $"{cluster.Namespace}-{suffix}");
        await cluster.Admin.CreateAsync("namespace", own.Name);
        await own.AdminAsync("apply", "-f", Path.Combine(AppContext.BaseDirectory, "role.yaml"));
        await own._admin.CreateAsync("rolebinding", "allocator", "--role=allocator", $"--serviceaccount={cluster.Namespace}:{ClusterFixture.Account}");

        // Without it every pod is refused.
        await Eventually.EmptyAsync(async () => (await own.AdminAsync("get", "serviceaccount", "default", "--ignore-not-found")).Length == 0 ? ["default"] : []);
        return own;
    }

    public Task<string> AdminAsync(params string[] arguments) => _admin.RunAsync(arguments);

    /// <summary>Applies objects as the administrator.</summary>
    public Task ApplyAsync(string manifest) => _admin.ExecuteAsync(["apply", "-f", "-"], manifest, TestContext.Current.CancellationToken);

    /// <summary>Makes a quota and waits until it is in force.</summary>
    public async Task LimitAsync(string resource, int most)
    {
        await _admin.CreateAsync("quota", "quota", $"--hard={resource}={most}");
        await Eventually.EmptyAsync(async () => (await AdminAsync("get", "quota", "quota", "-o", "jsonpath={.status.used}")).Length == 0 ? ["quota"] : []);
    }

    public async ValueTask DisposeAsync() =>
        await _admin.ExecuteAsync(["delete", "namespace", Name, "--wait=false", "--ignore-not-found"], cancellationToken: CancellationToken.None);
}
