using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class ServiceCatalogTests
{
    private const string Template = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Name }}\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_services_of_the_process_are_there_in_the_order_of_their_names_without_a_cluster()
    {
        await using var provider = Services(builder => builder.AddService("queue", o => o.Template = Template).AddService("kv", o => o.Template = Template));

        Assert.Equal([("kv", false), ("queue", false)], (await ListAsync(provider)).Select(service => (service.Name, service.IsPublished)));
    }

    [Fact]
    public async Task GetAsync_service_of_the_process_has_its_settings()
    {
        await using var provider = Services(builder => builder.AddService("kv", o =>
        {
            (o.Template, o.MaxInstances, o.MaxInstancesPerOwner, o.Version) = (Template, 7, null, "3");
            (o.Lease, o.Lifetime, o.Disk.Size) = (TimeSpan.FromMinutes(1), TimeSpan.FromHours(8), "2Gi");
            o.ConnectionStrings["write"] = "Host={host:kv};Password={secret:password}";
            o.ConnectionStrings["read"] = "Host={host:kv}";
        }));

        var service = await provider.GetRequiredService<IServiceCatalog>().GetAsync("kv", Token);

        Assert.Equal(("kv", 7, null, "3"), (service.Name, service.MaxInstances, service.MaxInstancesPerOwner, service.Version));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromHours(8), "2Gi"), (service.Lease, service.Lifetime, service.DiskSize));
        Assert.Equal(["read", "write"], service.ConnectionStrings);
        Assert.Null(service.Error);
    }

    [Fact]
    public async Task GetAsync_parameters_are_described_as_they_are_declared()
    {
        await using var provider = Services(builder => builder.AddService("kv", o =>
        {
            o.Template = Template;
            o.Parameters["image"] = "kv:2";
            o.Parameters["size"] = new() { Type = ParameterType.Integer, Required = true, Description = "how much" };
            o.Parameters["mode"] = new() { AllowedValues = ["fast", "safe"], Pattern = "[a-z]+" };
        }));

        var parameters = (await provider.GetRequiredService<IServiceCatalog>().GetAsync("kv", Token)).Parameters;

        Assert.Equal(["image", "size", "mode"], parameters.Keys);
        Assert.Equal((ParameterType.String, "kv:2", false), (parameters["image"].Type, parameters["image"].Default, parameters["image"].Required));
        Assert.Equal((ParameterType.Integer, true, "how much"), (parameters["size"].Type, parameters["size"].Required, parameters["size"].Description));
        Assert.Equal(["fast", "safe"], parameters["mode"].AllowedValues);
        Assert.Equal("[a-z]+", parameters["mode"].Pattern);
    }

    [Fact]
    public async Task GetAsync_no_lease_and_no_lifetime_are_null()
    {
        await using var provider = Services(builder => builder.AddService("kv", o =>
            (o.Template, o.Lease, o.Lifetime) = (Template, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)));

        var service = await provider.GetRequiredService<IServiceCatalog>().GetAsync("kv", Token);

        Assert.Equal((null, null), (service.Lease, service.Lifetime));
    }

    [Fact]
    public async Task GetAsync_template_and_connection_strings_values_are_not_told()
    {
        await using var provider = Services(builder => builder.AddService("kv", o =>
        {
            o.Template = $"# told to nobody\n{Template}";
            o.ConnectionStrings["kv"] = "Host={host:kv};Password=told-to-nobody";
            o.Credentials["told-to-nobody"] = new();
        }));

        var service = await provider.GetRequiredService<IServiceCatalog>().GetAsync("kv", Token);

        Assert.DoesNotMatch("told.to.nobody", JsonSerializer.Serialize(service));
    }

    [Fact]
    public async Task GetAsync_unknown_service_lists_those_there_are()
    {
        await using var provider = Services(builder => builder.AddService("queue", o => o.Template = Template).AddService("kv", o => o.Template = Template));

        var failure = await Assert.ThrowsAsync<ServiceNotFoundException>(() => provider.GetRequiredService<IServiceCatalog>().GetAsync("Nosuch one", Token));

        Assert.Equal("Nosuch one", failure.Service);
        Assert.Contains("There is no service 'Nosuch one'. There are: kv, queue. Add it in code", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_no_service_at_all_says_so()
    {
        await using var provider = Services(_ => { });

        var failure = await Assert.ThrowsAsync<ServiceNotFoundException>(() => provider.GetRequiredService<IServiceCatalog>().GetAsync("kv", Token));

        Assert.Contains("There are: none.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await ListAsync(provider));
    }

    [Fact]
    public async Task ListAsync_service_whose_settings_are_wrong_is_there_with_its_error()
    {
        await using var provider = Services(builder => builder.AddService("kv", o => o.MaxInstances = 0).AddService("queue", o => o.Template = Template));

        var services = await ListAsync(provider);

        Assert.Contains("MaxInstances must be at least 1", services[0].Error, StringComparison.Ordinal);
        Assert.Equal(("queue", null), (services[1].Name, services[1].Error));
    }

    private static async Task<List<ServiceDescription>> ListAsync(ServiceProvider provider) =>
        await provider.GetRequiredService<IServiceCatalog>().ListAsync(Token).ToListAsync(Token);

    private static ServiceProvider Services(Action<IAllocatorBuilder> configure)
    {
        var builder = new ServiceCollection().AddAllocator(o => o.Connection = ClusterConnection.Anonymous(new Uri("http://127.0.0.1:1")));
        configure(builder);
        return builder.Services.BuildServiceProvider();
    }
}
