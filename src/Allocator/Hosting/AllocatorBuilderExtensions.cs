using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using Allocator;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds services, an identity and template engines to the allocator.</summary>
public static class AllocatorBuilderExtensions
{
    /// <summary>
    /// Adds a service. It is resolved as a keyed <see cref="IInstanceAllocator"/>, the key being its name; a single one also without key.
    /// </summary>
    /// <param name="builder">What <c>AddAllocator()</c> returned.</param>
    /// <param name="name">The name: <c>[a-z]([-a-z0-9]*[a-z0-9])?</c>, at most 30 characters.</param>
    /// <param name="configure">Sets template, limits and disk. The settings are checked when the host starts.</param>
    public static IAllocatorBuilder AddService(this IAllocatorBuilder builder, string name, Action<ServiceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ServiceName.ThrowIfInvalid(name);
        var options = builder.Services.AddOptions<ServiceOptions>(name);
        if (configure is not null)
            options.Configure(configure);
        if (builder.Services.Any(service => service.ImplementationInstance is ServiceRegistration registered && registered.Name == name))
            return builder;

        options.ValidateOnStart();
        builder.Services.AddSingleton(new ServiceRegistration(name));
        builder.Services.AddKeyedSingleton(name, (provider, _) => ServiceSources.OfLocal(provider, name));
        AddAllocatorOf(builder.Services, name);
        return builder;
    }

    /// <summary>
    /// Services that are published in the cluster can be had by name: a keyed <see cref="IInstanceAllocator"/> of any key. A ConfigMap with the label <c>allocator.dev/role: service</c> describes one; it is
    /// watched, so a change counts from the next Create on. The limits of a ConfigMap win over those of a service that the process adds itself under the same name.
    /// </summary>
    /// <remarks>
    /// The service's name is the ConfigMap's, or its label <c>allocator.dev/service</c>. The key <c>service.yaml</c> holds settings with the names of <see cref="ServiceOptions"/> (<c>maxInstances: 5</c>); the template
    /// is the other key, whose end tells the engine (<c>postgres.yaml.gotmpl</c>).
    /// </remarks>
    /// <param name="builder">What <c>AddAllocator()</c> returned.</param>
    /// <param name="configure">Sets where services are published; null for the namespace of the instances.</param>
    public static IAllocatorBuilder AddClusterServices(this IAllocatorBuilder builder, Action<ClusterServicesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new ClusterServicesOptions();
        configure?.Invoke(options);
        builder.Services.Replace(ServiceDescriptor.Singleton(options));
        if (builder.Services.Any(service => service.ServiceType == typeof(PublishedServices)))
            return builder;
        builder.Services.AddSingleton<PublishedServices>();
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, ServiceSources.OfPublished);
        AddAllocatorOf(builder.Services, KeyedService.AnyKey);
        return builder;
    }

    /// <summary>Adds a service that a class defines; a <see cref="ClusterService"/> brings the services that are published in the cluster with it.</summary>
    public static IAllocatorBuilder AddService<TService>(this IAllocatorBuilder builder)
        where TService : ServiceDefinition, new()
    {
        var service = new TService();
        return builder.AddService(service, service.Configure);
    }

    /// <summary>Adds a service that a class defines, with settings that surround its own.</summary>
    internal static IAllocatorBuilder AddService(this IAllocatorBuilder builder, ServiceDefinition service, Action<ServiceOptions> configure)
    {
        if (service is ClusterService)
            builder.TryAddClusterServices();
        return builder.AddService(service.Name, configure);
    }

    /// <summary>As <see cref="AddClusterServices"/>, but what was set before stays.</summary>
    internal static void TryAddClusterServices(this IAllocatorBuilder builder)
    {
        if (!builder.Services.Any(service => service.ServiceType == typeof(ClusterServicesOptions)))
            builder.AddClusterServices();
    }

    /// <summary>
    /// Takes away instances whose leases have run out, of all services in the namespace, while the host runs. Of processes that were killed nothing stays longer than their lease, a
    /// margin of 5 seconds and this interval.
    /// </summary>
    /// <param name="builder">What <c>AddAllocator()</c> returned.</param>
    /// <param name="interval">How often, a tenth more or less; null for 30 seconds. At least 1 second.</param>
    public static IAllocatorBuilder AddReaper(this IAllocatorBuilder builder, TimeSpan? interval = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var every = interval ?? TimeSpan.FromSeconds(30);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, TimeSpan.FromSeconds(1), nameof(interval));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ReaperService>(provider => new ReaperService(
            provider.GetRequiredService<AllocatorReaper>(), every, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<AllocatorSession>().Logger)));
        return builder;
    }

    /// <summary>Every caller is this one.</summary>
    public static IAllocatorBuilder UseIdentity(this IAllocatorBuilder builder, CallerIdentity identity) =>
        builder.UseIdentityProvider(_ => new FixedIdentityProvider(identity));

    /// <summary>Asks a delegate who the caller is, each time.</summary>
    /// <param name="builder">What <c>AddAllocator()</c> returned.</param>
    /// <param name="name">The provider's name; the identities must be made with it.</param>
    /// <param name="identity">Says who the caller is.</param>
    public static IAllocatorBuilder UseIdentity(this IAllocatorBuilder builder, string name, Func<IServiceProvider, CancellationToken, ValueTask<CallerIdentity>> identity) =>
        builder.UseIdentityProvider(provider => new DelegateIdentityProvider(name, token => identity(provider, token)));

    /// <summary>The caller is the signed-in user, for example of the present request (<c>IHttpContextAccessor</c>). An issuer (<c>iss</c>) is part of who the caller is.</summary>
    /// <param name="builder">What <c>AddAllocator()</c> returned.</param>
    /// <param name="current">The present user; null if there is none, which is an error where a caller is needed.</param>
    /// <param name="configure">Changes which claims are the name and the groups.</param>
    public static IAllocatorBuilder UseClaimsPrincipal(this IAllocatorBuilder builder, Func<IServiceProvider, ClaimsPrincipal?> current, Action<ClaimsIdentityOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(current);
        var options = new ClaimsIdentityOptions();
        configure?.Invoke(options);
        return builder.UseIdentityProvider(provider => new ClaimsIdentityProvider(() => current(provider), options));
    }

    /// <summary>The caller is who the cluster says that this process is (<see cref="ClusterClient.WhoAmIAsync"/>): a user, or a service account.</summary>
    public static IAllocatorBuilder UseKubernetesIdentity(this IAllocatorBuilder builder) =>
        builder.UseIdentityProvider(provider => new ClusterIdentityProvider(provider.GetRequiredService<AllocatorSession>()));

    /// <summary>Asks a provider of your own who the caller is.</summary>
    public static IAllocatorBuilder UseIdentityProvider(this IAllocatorBuilder builder, Func<IServiceProvider, IIdentityProvider> provider)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton(provider));
        return builder;
    }

    /// <summary>The authority that issues the certificates of instances (<see cref="CredentialKind.KeyPair"/>).</summary>
    /// <param name="builder">What <c>AddAllocator()</c> returned.</param>
    /// <param name="authority">The authority's certificate with its private key. It is not disposed of.</param>
    /// <exception cref="ArgumentException">The certificate cannot issue others; the message says why.</exception>
    public static IAllocatorBuilder UseCertificateAuthority(this IAllocatorBuilder builder, X509Certificate2 authority)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton(CertificateAuthority.Of(authority)));
        return builder;
    }

    /// <summary>Adds a template engine besides Go's.</summary>
    public static IAllocatorBuilder AddTemplateEngine<TEngine>(this IAllocatorBuilder builder)
        where TEngine : class, ITemplateEngine
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITemplateEngine, TEngine>());
        return builder;
    }

    private static void AddAllocatorOf(IServiceCollection services, object key)
    {
        services.AddKeyedSingleton<IInstanceAllocator>(key, (provider, name) => new ServiceAllocator(
            provider.GetRequiredService<AllocatorSession>(), provider.GetRequiredKeyedService<IServiceSource>(name), provider.GetRequiredService<CallerLookup>()));
        services.AddKeyedSingleton<ITemplateValidator>(key, (provider, name) => new DryRunValidator(
            provider.GetRequiredService<AllocatorSession>(), provider.GetRequiredKeyedService<IServiceSource>(name), provider.GetRequiredService<CallerLookup>()));
    }
}
