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

    /// <summary>The parameters that the service declares.</summary>
    public IReadOnlyDictionary<string, ServiceParameter> DeclaredParameters { get; init; } = new Dictionary<string, ServiceParameter>();

    /// <summary>The defaults that the service declares, replaced by the caller's values.</summary>
    public IReadOnlyDictionary<string, string> AllParameters => DeclaredParameters
        .Where(declared => declared.Value.Default is not null && !Caller.Parameters.ContainsKey(declared.Key))
        .Select(declared => KeyValuePair.Create(declared.Key, declared.Value.Default!))
        .Concat(Caller.Parameters)
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The patterns of who may use every instance.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];

    /// <summary>The disk's size, as a quantity.</summary>
    public string DiskSize { get; init; } = "";

    /// <summary>The disk's storage class; null for the cluster's default.</summary>
    public string? DiskStorageClass { get; init; }

    /// <summary>What made-up values are derived from; see <see cref="TemplateData.Seed"/>.</summary>
    public string Seed { get; init; } = "";
}
