namespace Allocator;

/// <summary>What a template may know of the instance it is rendered for.</summary>
internal sealed record TemplateFacts
{
    /// <summary>The instance's name.</summary>
    public required string Name { get; init; }

    public required string Service { get; init; }

    public required string Namespace { get; init; }

    /// <summary>Where instances publish themselves; null for <c>&lt;namespace&gt;/sb</c>.</summary>
    public string? MountRoot { get; init; }

    public required string OwnerHash { get; init; }

    public string Version { get; init; } = "";

    /// <summary>What comes from the caller.</summary>
    public required CallerValues Caller { get; init; }

    /// <summary>The service's own parameters; the caller's replace those of the same name.</summary>
    public IReadOnlyDictionary<string, string> ServiceParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The service's parameters with the caller's.</summary>
    public IReadOnlyDictionary<string, string> AllParameters =>
        ServiceParameters.Where(own => !Caller.Parameters.ContainsKey(own.Key)).Concat(Caller.Parameters).ToDictionary(StringComparer.Ordinal);

    /// <summary>The patterns of who may use every instance.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];

    /// <summary>The disk's size, as a quantity.</summary>
    public string DiskSize { get; init; } = "";

    /// <summary>The disk's storage class; null for the cluster's default.</summary>
    public string? DiskStorageClass { get; init; }

    /// <summary>What made-up values are derived from; see <see cref="TemplateData.Seed"/>.</summary>
    public string Seed { get; init; } = "";
}
