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

        await cluster.User.In(own.Name).UntilAllowedAsync();
        await own._admin.UntilPodsAreAdmittedAsync();
        return own;
    }

    public Task<string> AdminAsync(params string[] arguments) => _admin.RunAsync(arguments);

    /// <summary>Applies objects as the administrator.</summary>
    public Task ApplyAsync(string manifest) => _admin.ExecuteAsync(["apply", "-f", "-"], manifest, TestContext.Current.CancellationToken);

    /// <summary>Sets a pod's phase, as the kubelet of its node does.</summary>
    public async Task SetPhaseAsync(string pod, string phase)
    {
        var changed = await _admin.GetJsonAsync("pod", pod);
        changed["status"]!["phase"] = phase;
        await _admin.ExecuteAsync(["replace", "--raw", $"/api/v1/namespaces/{Name}/pods/{pod}/status", "-f", "-"], changed.ToJsonString(), TestContext.Current.CancellationToken);
    }

    /// <summary>Makes a quota and waits until it is in force.</summary>
    public async Task LimitAsync(string resource, int most)
    {
        // What admits objects learns of a quota and of its use a little after they can be read: of all that it limits at once.
        await _admin.CreateAsync("quota", "quota", $"--hard={resource}={most},count/configmaps=0");
        await Eventually.FoundAsync(async () => await IsInForceAsync() ? this : null);
    }

    private async Task<bool> IsInForceAsync()
    {
        try
        {
            await _admin.CreateAsync("configmap", "probe");
        }
        catch (KubectlException refused) when (refused.Message.Contains("is forbidden", StringComparison.Ordinal))
        {
            return refused.Message.Contains("exceeded quota", StringComparison.Ordinal);
        }

        await AdminAsync("delete", "configmap", "probe");
        return false;
    }

    public async ValueTask DisposeAsync() =>
        await _admin.ExecuteAsync(["delete", "namespace", Name, "--wait=false", "--ignore-not-found"], cancellationToken: CancellationToken.None);
}
