using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator;

public sealed class AddAllocatorTests
{
    private const string Template = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Name }}\n";

    [Fact]
    public void AddService_one_service_is_resolved_with_and_without_its_key()
    {
        using var provider = Services(builder => builder.AddService("kv", o => o.Template = Template));

        Assert.Equal("kv", provider.GetRequiredService<IInstanceAllocator>().Service);
        Assert.Same(provider.GetRequiredService<IInstanceAllocator>(), provider.GetRequiredKeyedService<IInstanceAllocator>("kv"));
    }

    [Fact]
    public void AddService_several_services_without_key_lists_the_keys()
    {
        using var provider = Services(builder => builder.AddService("kv", o => o.Template = Template).AddService("queue", o => o.Template = Template));

        var failure = Assert.Throws<AllocatorException>(provider.GetRequiredService<IInstanceAllocator>);

        Assert.Contains("kv, queue", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddAllocator_no_service_says_how_to_add_one()
    {
        using var provider = Services(_ => { });

        Assert.Contains("AddService", Assert.Throws<AllocatorException>(provider.GetRequiredService<IInstanceAllocator>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddService_definition_class_is_added_under_its_name()
    {
        using var provider = Services(builder => builder.AddService<KeyValueService>());

        Assert.Equal("kv", provider.GetRequiredService<IInstanceAllocator>().Service);
        Assert.Equal(7, provider.GetRequiredService<IOptionsMonitor<ServiceOptions>>().Get("kv").MaxInstances);
    }

    [Fact]
    public void AddService_service_that_only_the_cluster_knows_needs_no_template_and_leaves_where_services_are_published()
    {
        using var provider = Services(builder => builder.AddClusterServices(o => o.Namespace = "platform").AddService<PlatformService>());

        provider.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal("kv", provider.GetRequiredService<IInstanceAllocator>().Service);
        Assert.Equal("platform", provider.GetRequiredService<ClusterServicesOptions>().Namespace);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Kv")]
    [InlineData("1kv")]
    [InlineData("kv-")]
    [InlineData("kv.x")]
    [InlineData("kv\n")]
    [InlineData("a-name-that-has-thirty-one-char")]
    public void AddService_invalid_name_is_refused(string name)
    {
        var failure = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAllocator().AddService(name));

        Assert.Contains("lower-case", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddAllocator_configuration_section_sets_options_and_services()
    {
        var configuration = Configuration(
            ("Allocator:Namespace", "tests"),
            ("Allocator:Services:kv:Template", Template),
            ("Allocator:Services:kv:MaxInstances", "3"),
            ("Allocator:Services:kv:Disk:Size", "1Gi"),
            ("Allocator:Services:kv:Lease", "00:00:30"),
            ("Allocator:Services:kv:Readiness:MaxRestarts", "5"),
            ("Allocator:Services:kv:Parameters:image", "kv:2"),
            ("Allocator:Services:kv:Parameters:size:Type", "Integer"),
            ("Allocator:Services:kv:Parameters:size:Required", "true"),
            ("Allocator:Services:kv:AllowedKinds:0", "Widget.example.com"));
        using var provider = new ServiceCollection().AddAllocator(configuration.GetSection("Allocator")).Services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<ServiceOptions>>().Get("kv");
        Assert.Equal((3, 1, "1Gi"), (options.MaxInstances, options.MaxInstancesPerOwner, options.Disk.Size));
        Assert.Equal((TimeSpan.FromSeconds(30), 5), (options.Lease, options.Readiness.MaxRestarts));
        Assert.Equal(["Widget.example.com"], options.AllowedKinds);
        Assert.Equal("kv:2", options.Parameters["image"].Default);
        Assert.Equal((ParameterType.Integer, true), (options.Parameters["size"].Type, options.Parameters["size"].Required));
        Assert.Equal("tests", provider.GetRequiredService<IOptions<AllocatorOptions>>().Value.Namespace);
    }

    [Theory]
    [InlineData("MaxInstances", "0", "Allocator:Services:kv:MaxInstances must be at least 1")]
    [InlineData("MaxInstancesPerOwner", "-1", "Allocator:Services:kv:MaxInstancesPerOwner must be at least 1")]
    [InlineData("Lease", "00:00:01", "Allocator:Services:kv:Lease must be at least 00:00:10")]
    [InlineData("CreateTimeout", "00:00:05", "Allocator:Services:kv:CreateTimeout must be more than")]
    [InlineData("SuspendTimeout", "00:00:00", "Allocator:Services:kv:SuspendTimeout must be positive")]
    [InlineData("Disk:Size", "big", "Allocator:Services:kv:Disk:Size must be a quantity")]
    [InlineData("Readiness:MaxRestarts", "-1", "Allocator:Services:kv:Readiness:MaxRestarts")]
    [InlineData("TemplatePath", "x.gotmpl", "one of the two")]
    [InlineData("Lease", "60.00:00:00", "Allocator:Services:kv:Lease must be at most 30.00:00:00")]
    [InlineData("TemplateEngine", "jinja", "There is no template engine 'jinja'. There are: go")]
    public void Validation_bad_setting_is_named(string setting, string value, string expected)
    {
        var configuration = Configuration(("Allocator:Services:kv:Template", Template), ($"Allocator:Services:kv:{setting}", value));
        using var provider = new ServiceCollection().AddAllocator(configuration).Services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_template_file_that_is_absent_is_named()
    {
        using var provider = Services(builder => builder.AddService("kv", o => o.TemplatePath = "nowhere.yaml.gotmpl"));

        var failure = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains("nowhere.yaml.gotmpl", failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Action<IAllocatorBuilder> configure)
    {
        var builder = new ServiceCollection().AddAllocator(o => o.Connection = ClusterConnection.Anonymous(new Uri("http://127.0.0.1:1")));
        configure(builder);
        return builder.Services.BuildServiceProvider();
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();

    private sealed class PlatformService() : ClusterService("kv");

    private sealed class KeyValueService : ServiceDefinition
    {
        public override string Name => "kv";

        public override void Configure(ServiceOptions options)
        {
            options.Template = Template;
            options.MaxInstances = 7;
        }
    }
}
