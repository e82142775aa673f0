using Allocator;
using Allocator.Api;
using Allocator.Server;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the allocator server to a host.</summary>
public static class AllocatorServerServiceCollectionExtensions
{
    /// <summary>
    /// Adds the allocator and its server: sign-in, the reaper, health and metrics. Services follow by
    /// <see cref="AllocatorBuilderExtensions.AddService(IAllocatorBuilder, string, Action{ServiceOptions})"/>; <c>app.MapAllocator()</c> maps the
    /// endpoints. The caller of each request is its signed-in user.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets who may sign in. The settings are checked when the host starts.</param>
    public static IAllocatorBuilder AddAllocatorServer(this IServiceCollection services, Action<AllocatorServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return AddServer(services, services.AddAllocator(), configure);
    }

    /// <summary>
    /// As <see cref="AddAllocatorServer(IServiceCollection, Action{AllocatorServerOptions})"/>, with the services and settings of a configuration.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section <c>Allocator</c>, or a configuration that has it. Its child <c>Server</c> is <see
    /// cref="AllocatorServerOptions"/>.</param>
    public static IAllocatorBuilder AddAllocatorServer(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (section is IConfigurationRoot)
            section = section.GetSection(AllocatorOptions.SectionName);
        services.AddOptions<AllocatorServerOptions>().Bind(section.GetSection("Server"));
        return AddServer(services, services.AddAllocator(section), null);
    }

    private static IAllocatorBuilder AddServer(IServiceCollection services, IAllocatorBuilder builder, Action<AllocatorServerOptions>? configure)
    {
        var options = services.AddOptions<AllocatorServerOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AllocatorServerOptions>, AllocatorServerOptionsValidator>());

        services.AddHttpContextAccessor();
        builder.UseClaimsPrincipal(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.User).AddReaper();
        AddSignIn(services);

        services.TryAddSingleton<RequestsUnderWay>();
        services.TryAddSingleton<ServiceAllocators>();
        services.TryAddSingleton<InstanceWatch>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GracefulStop>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LoopbackCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, WebSocketsFilter>());

        services.TryAddSingleton<MetricsCollection>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MetricsCollection>(provider => provider.GetRequiredService<MetricsCollection>()));
        services.TryAddSingleton<ServerHistory>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ServerHistory>(provider => provider.GetRequiredService<ServerHistory>()));
        services.AddHealthChecks().AddCheck<ServerReadiness>(ServerReadiness.Tag, tags: [ServerReadiness.Tag]);
        services.TryAddSingleton<ServerReadiness>();
        ApiDocument.Add(services);

        // What cannot be read is answered with a problem that says so.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => JsonConverters.AddTo(json.SerializerOptions));
        return builder;
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.TryAddSingleton<TokenReviews>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<JwtBearerOptions>, ConfigureJwt>());
        services.AddAuthentication()
            .AddPolicyScheme(AllocatorSignIn.Scheme, null, scheme => scheme.ForwardDefaultSelector = SchemeChoice.Of)
            .AddJwtBearer(AllocatorSignIn.Jwt, _ => { })
            .AddScheme<AuthenticationSchemeOptions, KubernetesSignInHandler>(AllocatorSignIn.Kubernetes, null)
            .AddScheme<AuthenticationSchemeOptions, DevelopmentSignInHandler>(AllocatorSignIn.Development, null);
        OpenIdConnectServices.Add(services);
    }
}
