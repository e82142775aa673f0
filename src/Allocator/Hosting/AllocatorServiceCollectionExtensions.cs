using Allocator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the allocator to a host.</summary>
public static class AllocatorServiceCollectionExtensions
{
    /// <summary>Adds the allocator; services follow by <see cref="AllocatorBuilderExtensions.AddService(IAllocatorBuilder, string, Action{ServiceOptions})"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets cluster, namespace and what all services share; null for kubectl's defaults.</param>
    public static IAllocatorBuilder AddAllocator(this IServiceCollection services, Action<AllocatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        var options = services.AddOptions<AllocatorOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AllocatorOptions>, AllocatorOptionsValidator>());
        services.TryAddSingleton<ServiceOptionsValidator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServiceOptions>, ServiceOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITemplateEngine, GoTemplateEngine>());
        services.TryAddSingleton<TemplateEngines>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdentityProvider>(ConfiguredIdentity.Of);
        services.TryAddSingleton(SessionFactory.Create);
        services.TryAddSingleton<CallerLookup>();
        services.TryAddSingleton(provider => new AllocatorReaper(provider.GetRequiredService<AllocatorSession>()));
        services.TryAddSingleton<IInstanceDirectory>(provider => new InstanceDirectory(
            provider.GetRequiredService<AllocatorSession>(), provider.GetRequiredService<CallerLookup>(), provider.GetRequiredService<IServiceCatalog>(), provider));
        services.TryAddSingleton<IInstanceAllocator>(SoleService.Of);
        services.TryAddSingleton<IServiceCatalog, ServiceCatalog>();
        return new AllocatorBuilder(services);
    }

    /// <summary>Adds the allocator and the services that a configuration section describes: its own values, and one service for each child of <c>Services</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section, for example <c>configuration.GetSection("Allocator")</c>; of a whole configuration it is that section.</param>
    public static IAllocatorBuilder AddAllocator(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (section is IConfigurationRoot)
            section = section.GetSection(AllocatorOptions.SectionName);
        var builder = services.AddAllocator();
        services.AddOptions<AllocatorOptions>().Bind(section);
        foreach (var service in section.GetSection("Services").GetChildren())
        {
            builder.AddService(service.Key);
            services.AddOptions<ServiceOptions>(service.Key).Bind(service);
        }

        return builder;
    }
}
