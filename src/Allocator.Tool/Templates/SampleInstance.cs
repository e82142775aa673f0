using System.CommandLine;
using Allocator.Manifests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator.Tool;

/// <summary>An instance that is only rendered, with data that is the same every time.</summary>
internal sealed class SampleInstance
{
    private readonly ServiceOptions _options;
    private readonly ServiceTemplate _template;
    private readonly TemplateFacts _facts;

    private SampleInstance(string service, ServiceOptions options, TemplateEngines engines, AllocatorOptions allocator, Caller caller, Dictionary<string, string> parameters)
    {
        (Service, Parameters, _options) = (service, parameters, options);
        _template = new ServiceTemplate(service, options, engines);
        _facts = new TemplateFacts
        {
            Name = $"{service}-1a2b3c4d",
            Service = service,
            Namespace = allocator.Namespace ?? "default",
            MountRoot = allocator.MountRoot,
            OwnerHash = caller.OwnerHash,
            Version = options.Version,
            Caller = new CallerValues(caller.Identity.Name, caller.Identity.BlessingNames, parameters),
            DeclaredParameters = options.Parameters.AsReadOnly(),
            Administrators = [.. allocator.Administrators],
            DiskSize = options.Disk.Size,
            DiskStorageClass = options.Disk.StorageClass,
            Seed = "sample",
        };
    }

    public string Service { get; }

    /// <summary>The given values, and samples of those that are required.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <exception cref="ServiceNotFoundException">There is no such service.</exception>
    /// <exception cref="ParameterException">The given values do not fit what the service declares.</exception>
    public static async Task<SampleInstance> OfAsync(
        ParseResult given, ClusterBackend backend, ServiceChoice choice, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var services = backend.Cluster;
        var known = services.GetServices<ServiceRegistration>().Select(service => service.Name).ToList();
        var name = choice.Named(given) ?? (known is [var only] ? only : await choice.NameAsync(given, backend, cancellationToken));
        var options = services.GetRequiredService<IOptionsMonitor<ServiceOptions>>().Get(name);
        if (!known.Contains(name) || (options.Template ?? options.TemplatePath) is null)
            options = await PublishedAsync(services, name, cancellationToken);

        var values = SampleParameters.Complete(options.Parameters.AsReadOnly(), parameters);
        ParameterCheck.ThrowIfWrong(name, options.Parameters.AsReadOnly(), values);
        var caller = new Caller(await services.GetRequiredService<IIdentityProvider>().GetIdentityAsync(cancellationToken));
        return new SampleInstance(name, options, services.GetRequiredService<TemplateEngines>(), services.GetRequiredService<IOptions<AllocatorOptions>>().Value, caller, values);
    }

    /// <summary>The rendered text, of which it is certain that no value of the caller changes its structure.</summary>
    /// <exception cref="TemplateException">The template, or what it renders, is not right.</exception>
    public string RenderText()
    {
        var template = _template.Get();
        new InstanceData(_facts).Render(template);
        return template.Render(TemplateDataFactory.Create(_facts), RenderLimits.Default).Text;
    }

    /// <summary>The objects as they would be created, by the kinds that are known without a cluster.</summary>
    /// <exception cref="TemplateException">The template, or what it renders, is not right.</exception>
    public Task<PreparedInstance> PrepareAsync(CancellationToken cancellationToken) =>
        new ManifestPreparer(new OfflineKinds(_options.AllowedKinds).ResolveAsync).PrepareAsync(new InstanceData(_facts).Render(_template.Get()), Scope(), cancellationToken);

    private InstanceScope Scope() => new()
    {
        Service = Service,
        InstanceName = _facts.Name,
        Namespace = _facts.Namespace,
        OwnerHash = _facts.OwnerHash,
        Session = "sample",
        AllowedKinds = [.. _options.AllowedKinds],
        Disk = new DiskSettings(_options.Disk.Size, _options.Disk.StorageClass),
        PodDefaults = _options.PodDefaults,
        Credentials = new Dictionary<string, string>(),
        Generated = _options.Credentials.AsReadOnly(),
        GeneratedValues = _options.Credentials.SelectMany(KeysOf).Distinct().ToDictionary(key => key, _ => "sample"),
    };

    private static string[] KeysOf(KeyValuePair<string, GeneratedCredential> credential) =>
        credential.Value.Kind == CredentialKind.KeyPair ? [$"{credential.Key}.crt", $"{credential.Key}.key", "ca.crt"] : [credential.Key];

    private static async Task<ServiceOptions> PublishedAsync(IServiceProvider services, string name, CancellationToken cancellationToken)
    {
        var session = services.GetRequiredService<AllocatorSession>();
        var source = services.GetRequiredKeyedService<IServiceSource>(name);
        return (await ClusterErrors.ExplainAsync(session, () => source.GetAsync(cancellationToken).AsTask(), cancellationToken)).Options;
    }
}
