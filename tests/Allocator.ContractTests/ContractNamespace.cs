using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>A namespace of a test class' own, as a class fixture. It goes in the background.</summary>
public sealed class ContractNamespace(ContractCluster cluster) : IAsyncLifetime
{
    public string Name { get; } = $"contract-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    public ContractCluster Cluster { get; } = cluster;

    internal ClusterClient Client => Cluster.Client;

    internal RawApi Api => Cluster.Api;

    /// <summary>The path of a collection of this namespace, or of an object in it: <c>api/v1/namespaces/N/configmaps/x</c>.</summary>
    /// <param name="resource">The resource with group and version, <c>apps/v1/deployments</c>; of the core group only <c>pods</c>.</param>
    /// <param name="name">The object's name, perhaps with a subresource; null for the collection.</param>
    internal string Path(string resource, string? name = null)
    {
        var parts = resource.Split('/');
        var prefix = parts.Length == 3 ? $"apis/{parts[0]}/{parts[1]}" : "api/v1";
        return $"{prefix}/namespaces/{Name}/{parts[^1]}{(name is null ? "" : $"/{name}")}";
    }

    public async ValueTask InitializeAsync()
    {
        if (TargetCluster.SkipReason is not null)
            return;
        var created = await Api.PostAsync("api/v1/namespaces", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = Name },
        });
        Assert.Equal(201, created.Code);
        // Every pod is refused as long as there is no default service account, or no token of it.
        var probe = Build.Object("v1", "Pod", "probe", """{"spec": {"containers": [{"name": "main", "image": "registry.local/absent:1"}]}}""");
        await RawApi.UntilAsync("a pod of the namespace", () => Api.PostAsync(Path("pods?dryRun=All"), probe), answer => answer.Code == 201);
    }

    public async ValueTask DisposeAsync()
    {
        if (TargetCluster.SkipReason is null)
            await Api.SendAsync(HttpMethod.Delete, $"api/v1/namespaces/{Name}", cancellationToken: CancellationToken.None);
    }
}
