using System.Security.Cryptography;
using Allocator.Manifests;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Renders a service's template for one instance, checks it and prepares what is to be created.</summary>
internal sealed partial class InstancePlanner(AllocatorSession session, string service, ServiceOptions options, TemplateEngines engines)
{
    private readonly ServiceTemplate _template = new(service, options, engines);
    private readonly ManifestPreparer _preparer = new(session.Client.ResolveAsync);

    public string Service => service;

    public ServiceOptions Options => options;

    /// <exception cref="ParameterException">The call's parameters do not fit what the service declares.</exception>
    /// <exception cref="TemplateException">The template, or what it renders, is not right.</exception>
    public async Task<InstancePlan> PlanAsync(InstanceName name, Caller caller, CreateOptions create, CancellationToken cancellationToken)
    {
        ParameterCheck.ThrowIfWrong(service, options.Parameters.AsReadOnly(), create.Parameters);
        var facts = FactsOf(name, caller, create);
        var data = new InstanceData(facts);
        var manifests = data.Render(_template.Get());
        var prepared = await _preparer.PrepareAsync(manifests, ScopeOf(name, caller), cancellationToken).ConfigureAwait(false);
        foreach (var warning in prepared.Warnings)
            Log.Warning(session.Logger, _template.Name, warning);

        return new InstancePlan
        {
            Name = name,
            Service = service,
            Caller = caller,
            MountName = data.MountName,
            CreatorInfo = data.CreatorInfo,
            Version = options.Version,
            Parameters = facts.AllParameters,
            Scopes = PlaceScope.For(service, options, caller.OwnerHash),
            TemplateName = _template.Name,
            Objects = prepared.Objects,
            Lease = LeaseTerms.CheckedLease(create.Lease ?? options.Lease),
            Lifetime = LeaseTerms.CheckedLifetime(create.Lifetime ?? options.Lifetime),
            ConnectionStrings = ConnectionStringsOf(prepared),
            Origin = create.Origin,
            PlaceTimeout = create.PlaceTimeout,
            KeepFailedFor = create.KeepFailedFor is { } lifetime ? KeptInstance.Checked(lifetime) : null,
            Replicas = prepared.Objects.Sum(obj => PodTemplates.Replicas(obj.Kind, obj.Object)),
        };
    }

    private TemplateFacts FactsOf(InstanceName name, Caller caller, CreateOptions create) => new()
    {
        Name = name.Name,
        Service = service,
        Namespace = session.Namespace,
        MountRoot = session.MountRoot,
        OwnerHash = caller.OwnerHash,
        Version = options.Version,
        Caller = new CallerValues(caller.Identity.Name, caller.Identity.BlessingNames, create.Parameters),
        DeclaredParameters = options.Parameters.AsReadOnly(),
        Administrators = session.Administrators,
        DiskSize = options.Disk.Size,
        DiskStorageClass = options.Disk.StorageClass,
        Seed = RandomNumberGenerator.GetHexString(32),
    };

    private InstanceScope ScopeOf(InstanceName name, Caller caller) => new()
    {
        Service = service,
        InstanceName = name.Name,
        Namespace = session.Namespace,
        OwnerHash = caller.OwnerHash,
        Session = session.Id,
        AllowedKinds = [.. options.AllowedKinds],
        Disk = new DiskSettings(options.Disk.Size, options.Disk.StorageClass),
        PodDefaults = options.PodDefaults,
        Credentials = caller.Identity.Credentials,
        Generated = options.Credentials.AsReadOnly(),
        GeneratedValues = CredentialGenerator.Generate(options.Credentials, name.Name, session.Namespace, session.CertificateAuthority, session.Now),
    };

    private Dictionary<string, string> ConnectionStringsOf(PreparedInstance prepared)
    {
        var strings = new Dictionary<string, string>(options.ConnectionStrings, StringComparer.Ordinal);
        foreach (var (key, value) in prepared.Objects.SelectMany(obj => obj.Object.ObjectAt("metadata", "annotations") ?? []))
        {
            if (key.StartsWith(Annotations.ConnectionPrefix, StringComparison.Ordinal) && value.AsText() is { } text)
                strings[key[Annotations.ConnectionPrefix.Length..]] = text;
        }

        return strings;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Template}: {Warning}")]
        public static partial void Warning(ILogger logger, string template, string warning);
    }
}
