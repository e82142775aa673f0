using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>An instance of a ready-made service, made by the user of the documented role.</summary>
internal sealed class ServiceInstance : IAsyncDisposable
{
    private readonly ClusterFixture _cluster;
    private readonly InstanceAllocator _allocator;

    private ServiceInstance(ClusterFixture cluster, InstanceAllocator allocator, InstanceHandle handle) => (_cluster, _allocator, Handle) = (cluster, allocator, handle);

    public InstanceHandle Handle { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static InstanceAllocator Allocate(ClusterFixture cluster, ServiceDefinition service) =>
        InstanceAllocator.Create(service.Name, service.Configure, options => options.Kubeconfig = cluster.Kubeconfig);

    public static async Task<ServiceInstance> CreateAsync(ClusterFixture cluster, ServiceDefinition service, params (string Name, string Value)[] parameters)
    {
        var allocator = Allocate(cluster, service);
        try
        {
            var options = new CreateOptions { Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value) };
            return new ServiceInstance(cluster, allocator, await allocator.CreateAsync(options, cancellationToken: Token));
        }
        catch
        {
            await allocator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deletes the pod, and waits until there is another one that is ready.</summary>
    public async Task ReplacePodAsync()
    {
        var selector = $"allocator.dev/instance={Handle.Name}";
        await _cluster.Admin.RunAsync("delete", "pod", "-l", selector, "--wait=true");
        await Eventually.FoundAsync(async () => (await _cluster.Admin.GetJsonAsync("pods", "-l", selector))["items"]!.AsArray().FirstOrDefault(IsReady));
    }

    public async ValueTask DisposeAsync()
    {
        await Handle.DisposeAsync();
        await _allocator.DisposeAsync();
    }

    private static bool IsReady(JsonNode? pod) =>
        pod!["status"]!["conditions"] is JsonArray conditions
        && conditions.Any(condition => condition!["type"]!.GetValue<string>() == "Ready" && condition["status"]!.GetValue<string>() == "True");
}
