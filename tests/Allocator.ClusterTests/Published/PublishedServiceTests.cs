using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>Services that ConfigMaps describe, to whoever may read them.</summary>
public sealed class PublishedServiceTests(ClusterFixture cluster)
{
    private const string Template = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Name }}
          annotations: {edition: {{ .Parameters.edition | quote }}}
        """;

    private const string Settings = """
        maxInstances: 7
        maxInstancesPerOwner: 1
        version: "3"
        parameters:
          edition: {default: basic, allowedValues: [basic, full]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Create_by_name_has_template_parameters_and_limits_of_the_config_map()
    {
        await PublishAsync("published", Settings);
        await using var host = Host();
        var allocator = host.GetRequiredKeyedService<IInstanceAllocator>("published");

        await using var handle = await allocator.CreateAsync(new CreateOptions { Parameters = new Dictionary<string, string> { ["edition"] = "full" } }, cancellationToken: Token);

        Assert.Equal(("3", "full"), (handle.Instance.Version, handle.Instance.Parameters["edition"]));
        Assert.Equal("full", (await cluster.Admin.GetJsonAsync("configmap", handle.Name))["metadata"]!["annotations"]!["edition"]!.GetValue<string>());
        var wrong = await Assert.ThrowsAsync<ParameterException>(
            () => allocator.CreateAsync(new CreateOptions { Parameters = new Dictionary<string, string> { ["edition"] = "huge" } }, cancellationToken: Token));
        Assert.Contains("not one of 'basic', 'full'", wrong.Message, StringComparison.Ordinal);
        Assert.Equal((1, true), await RefusedAsync(allocator));
    }

    [ClusterFact]
    public async Task Create_config_map_was_changed_has_what_it_says_now()
    {
        await PublishAsync("changed", Settings);
        await using var host = Host();
        var allocator = host.GetRequiredKeyedService<IInstanceAllocator>("changed");
        await using (var handle = await allocator.CreateAsync(cancellationToken: Token))
            Assert.Equal("3", handle.Instance.Version);

        var changed = new JsonObject { ["data"] = new JsonObject { ["service.yaml"] = Settings.Replace("\"3\"", "\"4\"", StringComparison.Ordinal) } };
        await cluster.Admin.RunAsync("patch", "configmap", "changed", "--type=merge", "--patch", changed.ToJsonString());

        await Eventually.FoundAsync(async () =>
        {
            await using var handle = await allocator.CreateAsync(cancellationToken: Token);
            return handle.Instance.Version == "4" ? handle : null;
        });
    }

    [ClusterFact]
    public async Task Create_published_limits_win_over_the_process_own_and_nothing_else_does()
    {
        await PublishAsync("limited", Settings);
        await using var host = Host(builder => builder.AddService("limited", options =>
            (options.Template, options.MaxInstancesPerOwner, options.Version) = (EchoTemplates.ConfigMap, 5, "own")));
        var allocator = host.GetRequiredService<IInstanceAllocator>();

        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        Assert.Equal("own", handle.Instance.Version);
        Assert.Equal((1, true), await RefusedAsync(allocator));
    }

    [ClusterFact]
    public async Task Create_service_without_a_template_in_the_process_has_the_published_one()
    {
        await PublishAsync("named-only", Settings);
        await using var host = Host(builder => builder.AddService("named-only"));

        await using var handle = await host.GetRequiredService<IInstanceAllocator>().CreateAsync(cancellationToken: Token);

        Assert.Equal("3", handle.Instance.Version);
    }

    [ClusterFact]
    public async Task Create_name_that_nobody_published_lists_those_there_are()
    {
        await PublishAsync("known", Settings);
        await using var host = Host();

        var failure = await Assert.ThrowsAsync<ServiceNotFoundException>(
            () => host.GetRequiredKeyedService<IInstanceAllocator>("unknown").CreateAsync(cancellationToken: Token));

        Assert.Contains("There is no service 'unknown'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("known", failure.Message, StringComparison.Ordinal);
    }

    [ClusterTheory]
    [InlineData("maxInstances: many", "MaxInstances")]
    [InlineData("maxInstances: 0", "MaxInstances must be at least 1")]
    [InlineData("maxInstnces: 3", "maxInstnces")]
    [InlineData("lease: 1s", "Lease")]
    [InlineData("templatePath: /etc/passwd", "'templatePath', but the template is a key of the ConfigMap")]
    [InlineData("- a", "must be one mapping")]
    [InlineData("a: [", "service.yaml: this is not YAML")]
    [InlineData("disk: {size: big}", "Disk:Size must be a quantity")]
    public async Task Create_config_map_that_describes_no_service_says_what_is_wrong(string settings, string problem)
    {
        var name = $"wrong-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        await PublishAsync(name, settings);
        await using var host = Host();

        var failure = await Assert.ThrowsAsync<AllocatorException>(() => host.GetRequiredKeyedService<IInstanceAllocator>(name).CreateAsync(cancellationToken: Token));

        Assert.StartsWith($"ConfigMap '{name}' in namespace '{cluster.Namespace}' does not describe a service: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(problem, failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [ClusterFact]
    public async Task Create_service_that_is_published_twice_names_both()
    {
        await PublishAsync("twice", Settings);
        await PublishAsync("twice-too", Settings, service: "twice");
        await using var host = Host();

        var failure = await Assert.ThrowsAsync<AllocatorException>(() => host.GetRequiredKeyedService<IInstanceAllocator>("twice").CreateAsync(cancellationToken: Token));

        Assert.Contains("'twice' and 'twice-too'", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<(int Limit, bool IsPerOwner)> RefusedAsync(IInstanceAllocator allocator)
    {
        var refusal = await Assert.ThrowsAsync<LimitExceededException>(() => allocator.CreateAsync(cancellationToken: Token));
        return (refusal.Limit, refusal.IsPerOwner);
    }

    private ServiceProvider Host(Action<IAllocatorBuilder>? configure = null)
    {
        var builder = new ServiceCollection().AddAllocator(options => (options.Kubeconfig, options.Identity) = (cluster.Kubeconfig, "somebody")).AddClusterServices();
        configure?.Invoke(builder);
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
        await cluster.Admin.ExecuteAsync(["apply", "-f", "-"], configMap.ToJsonString(), Token);
    }
}
