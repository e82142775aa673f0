using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>The catalogue of a host that uses what is published, on a cluster within the process.</summary>
public sealed class PublishedCatalogTests : IAsyncLifetime
{
    private const string Template = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Name }}\n";

    private EmbeddedCluster _cluster = null!;
    private ClusterClient _admin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedCluster.StartAsync(cancellationToken: Token);
        _admin = new ClusterClient(ClusterConnection.FromKubeconfigText(_cluster.KubeconfigText));
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task ListAsync_has_published_services_among_those_of_the_process()
    {
        await PublishAsync("mail", "maxInstances: 5\nparameters: {edition: {default: basic, allowedValues: [basic, full]}}");
        await using var provider = Services(builder => builder.AddService("kv", o => o.Template = Template).AddService("queue", o => o.Template = Template));

        var services = await ListAsync(provider);

        Assert.Equal([("kv", false), ("mail", true), ("queue", false)], services.Select(service => (service.Name, service.IsPublished)));
        Assert.Equal((5, "basic"), (services[1].MaxInstances, services[1].Parameters["edition"].Default));
    }

    [Fact]
    public async Task GetAsync_service_of_the_process_whose_limits_are_published_has_those()
    {
        await PublishAsync("kv", "maxInstances: 5\nversion: theirs");
        await using var provider = Services(builder => builder.AddService("kv", o => (o.Template, o.MaxInstances, o.Version) = (Template, 7, "own")));

        var service = await provider.GetRequiredService<IServiceCatalog>().GetAsync("kv", Token);

        Assert.Equal((5, "own", true), (service.MaxInstances, service.Version, service.IsPublished));
    }

    [Fact]
    public async Task ListAsync_published_service_that_is_wrong_is_there_with_its_error()
    {
        await PublishAsync("kv", "maxInstances: many");
        await PublishAsync("mail", "maxInstances: 5");
        await using var provider = Services(_ => { });

        var services = await ListAsync(provider);

        Assert.Contains("ConfigMap 'kv' in namespace 'default' does not describe a service", services[0].Error, StringComparison.Ordinal);
        Assert.Equal((null, true), (services[0].DiskSize, services[0].IsPublished));
        Assert.Equal((5, null), (services[1].MaxInstances, services[1].Error));
    }

    [Fact]
    public async Task ListAsync_service_that_is_published_twice_is_there_once_with_its_error()
    {
        await PublishAsync("kv", "maxInstances: 5");
        await PublishAsync("kv-too", "maxInstances: 5", service: "kv");
        await using var provider = Services(_ => { });

        var only = Assert.Single(await ListAsync(provider));

        Assert.Equal("kv", only.Name);
        Assert.Contains("'kv' and 'kv-too'", only.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_config_map_whose_name_is_no_service_name_is_there_with_its_error()
    {
        await PublishAsync("kv.example.com", "maxInstances: 5");
        await using var provider = Services(_ => { });

        var only = Assert.Single(await ListAsync(provider));

        Assert.Contains("'kv.example.com' cannot be a service's name", only.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_service_without_a_template_that_nobody_published_is_there_with_its_error()
    {
        await using var provider = Services(builder => builder.AddService("kv"));

        var only = Assert.Single(await ListAsync(provider));

        Assert.Equal(("kv", false), (only.Name, only.IsPublished));
        Assert.Contains("There is no service 'kv'", only.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_unknown_service_lists_all_and_says_how_to_publish()
    {
        await PublishAsync("mail", "maxInstances: 5");
        await using var provider = Services(builder => builder.AddService("queue", o => o.Template = Template));

        var failure = await Assert.ThrowsAsync<ServiceNotFoundException>(() => provider.GetRequiredService<IServiceCatalog>().GetAsync("kv", Token));

        Assert.Contains("There are: mail, queue.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("publish it in namespace 'default' as a ConfigMap with the label allocator.dev/role=service", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_without_the_right_to_list_config_maps_names_it()
    {
        await using var provider = Services(_ => { }, _cluster.AddUser("nobody"));

        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => ListAsync(provider));

        Assert.Equal(("list", "configmaps", "default"), (denied.Verb, denied.Resource, denied.Namespace));
    }

    [Fact]
    public async Task ListAsync_without_the_right_in_another_namespace_names_that()
    {
        await using var provider = Services(builder => builder.AddClusterServices(o => o.Namespace = "kube-public"), _cluster.AddUser("nobody"));

        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => ListAsync(provider));

        Assert.Equal("kube-public", denied.Namespace);
    }

    private static async Task<List<ServiceDescription>> ListAsync(ServiceProvider provider) =>
        await provider.GetRequiredService<IServiceCatalog>().ListAsync(Token).ToListAsync(Token);

    private ServiceProvider Services(Action<IAllocatorBuilder> configure, string? kubeconfig = null)
    {
        var builder = new ServiceCollection()
            .AddAllocator(o => o.Connection = ClusterConnection.FromKubeconfigText(kubeconfig ?? _cluster.KubeconfigText))
            .AddClusterServices();
        configure(builder);
        return builder.Services.BuildServiceProvider();
    }

    private async Task PublishAsync(string name, string settings, string? service = null)
    {
        var labels = new JsonObject { ["allocator.dev/role"] = "service" };
        if (service is not null)
            labels["allocator.dev/service"] = service;
        var configMap = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
            ["data"] = new JsonObject { ["it.yaml.gotmpl"] = Template, ["service.yaml"] = settings },
        };
        await _admin.CreateAsync(ResourceKind.ConfigMap, "default", configMap, cancellationToken: Token);
    }
}
