namespace Allocator;

/// <summary>A service that can be allocated: its template, its limits, its disk.</summary>
public sealed class ServiceOptions
{
    /// <summary>The template's file; relative to the application's folder. It is read again when it changes.</summary>
    public string? TemplatePath { get; set; }

    /// <summary>The template's text, instead of <see cref="TemplatePath"/>.</summary>
    public string? Template { get; set; }

    /// <summary>The template engine's name, where the file's name does not tell.</summary>
    /// <value>null: by the file's name; <c>go</c> for <see cref="Template"/>.</value>
    public string? TemplateEngine { get; set; }

    /// <summary>How many instances may live at once, all owners together; null for no limit.</summary>
    /// <value>10.</value>
    public int? MaxInstances { get; set; } = 10;

    /// <summary>How many instances one owner may have at once; null for no limit.</summary>
    /// <value>1.</value>
    public int? MaxInstancesPerOwner { get; set; } = 1;

    /// <summary>The disk of an instance whose template mounts a claim with the instance's name.</summary>
    public DiskOptions Disk { get; set; } = new();

    /// <summary>What pods get where the template has none: pull secrets, service account, resources, node selector, tolerations, labels.</summary>
    public PodDefaults PodDefaults { get; set; } = new();

    /// <summary>
    /// Credentials that are generated for each instance, by their key in the instance's Secret (the template's <c>.Secret</c>), where its pods read them (<c>secretKeyRef</c>), the connection strings
    /// (<c>{secret:key}</c>) and the owner (<see cref="InstanceHandle.GetSecretAsync"/>). Resetting the disk makes new values.
    /// </summary>
    public IDictionary<string, GeneratedCredential> Credentials { get; set; } = new Dictionary<string, GeneratedCredential>();

    /// <summary>The service's version, for the template's <c>.Version</c> and the record.</summary>
    public string Version { get; set; } = "";

    /// <summary>The parameters that a call may set and the template sees, by name: a letter, then letters, digits, '-' and '_'. A call that gives another is refused.</summary>
    /// <remarks>In code and in a configuration a string is a parameter of any text with that default.</remarks>
    public IDictionary<string, ServiceParameter> Parameters { get; set; } = new Dictionary<string, ServiceParameter>();

    /// <summary>
    /// How long an instance outlives its creator: the creating process renews the lease while it holds the instance's handle,
    /// and whoever finds it run out removes the instance.
    /// </summary>
    /// <value>2 minutes; at least 10 seconds. <see cref="Timeout.InfiniteTimeSpan"/>: instances stay until they are destroyed.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long an instance lives at most, counted from its creation by the API server's clock. Then its holder's process ends it, or whoever finds it: a reaper,
    /// a Create. Neither renewals nor <see cref="InstanceHandle.KeepAsync"/> make it longer.
    /// </summary>
    /// <value>null: as long as it is held. At least 10 seconds, at most 365 days; whole seconds.</value>
    public TimeSpan? Lifetime { get; set; }

    /// <summary>
    /// Connection strings by name, besides those that the template's annotations declare: <c>{host:PORT}</c> and <c>{port:PORT}</c> with a port's name or number, <c>{secret:KEY}</c> with a key of the
    /// instance's Secret.
    /// </summary>
    public IDictionary<string, string> ConnectionStrings { get; set; } = new Dictionary<string, string>();

    /// <summary>How long Create may take in all; and how long an instance that is resumed may take to become ready.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan CreateTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an instance's pods may take to stop when it is suspended or its disk is reset; and, after that, how long its old disk may take to go.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan SuspendTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>When waiting for readiness gives up early.</summary>
    public ReadinessOptions Readiness { get; set; } = new();

    /// <summary>Kinds that the template may use besides the built-in ones, as <c>Kind.group</c>, for example <c>Kafka.kafka.strimzi.io</c>.</summary>
    public IList<string> AllowedKinds { get; set; } = [];

    /// <summary>Whether a field that the API server does not know fails Create, instead of being dropped.</summary>
    /// <value>true.</value>
    public bool RejectUnknownFields { get; set; } = true;

    /// <summary>A copy whose own members can be set without changing this one; what they refer to is shared.</summary>
    internal ServiceOptions Copy() => (ServiceOptions)MemberwiseClone();
}
