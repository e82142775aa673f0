using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>All that an instance needs goes through the application's client: requests, watches, and the upgrades of forwarded ports.</summary>
public sealed class InstanceThroughClientTests
{
    private const string Template = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{ .Name }}
        spec:
          terminationGracePeriodSeconds: 0
          containers:
          - name: greeter
            image: greeter:1
            ports: [{name: http, containerPort: 8080}]
            readinessProbe: {tcpSocket: {port: http}, periodSeconds: 1}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instance_is_created_reached_and_destroyed()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(cancellationToken: Token);
        cluster.Images.AddWebApplication("greeter:1", 8080, (container, app) => app.MapGet("/", () => $"hello from {container.PodName}"));
        using var client = new Kubernetes(await KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(new FileInfo(cluster.Kubeconfig)));
        await using var provider = new ServiceCollection()
            .AddAllocator(options => (options.Namespace, options.Identity) = ("default", "somebody"))
            .UseKubernetesClient(client)
            .AddService("greeter", service => service.Template = Template)
            .Services.BuildServiceProvider();
        var allocator = provider.GetRequiredService<IInstanceAllocator>();

        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await using var endpoint = await handle.ConnectAsync("http", Token);
        using var http = new HttpClient();

        Assert.Equal($"hello from {handle.Name}", await http.GetStringAsync(new Uri($"http://{endpoint}/"), Token));
        Assert.Contains("listening on", await handle.ReadLogsAsync(cancellationToken: Token), StringComparison.Ordinal);
        await handle.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, Token);
        Assert.Empty(await allocator.ListAsync(Token).ToListAsync(Token));
    }
}
