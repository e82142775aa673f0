namespace Allocator.Manifests;

/// <summary>The instance that objects are prepared for.</summary>
internal sealed record InstanceScope
{
    public required string Service { get; init; }

    public required string InstanceName { get; init; }

    public required string Namespace { get; init; }

    public required string OwnerHash { get; init; }

    /// <summary>The id of the creating process.</summary>
    public required string Session { get; init; }

    /// <summary>The kinds that the template may use besides <see cref="AllowedKinds.Default"/>: <c>Kind</c> or <c>Kind.group</c>.</summary>
    public IReadOnlyCollection<string> AllowedKinds { get; init; } = [];

    public DiskSettings Disk { get; init; } = new();

    /// <summary>What objects and pods get where the template has none.</summary>
    public PodDefaults PodDefaults { get; init; } = new();

    /// <summary>What the caller grants to the instance; goes into its Secret and nowhere else.</summary>
    public IReadOnlyDictionary<string, string> Credentials { get; init; } = new Dictionary<string, string>();

    /// <summary>What the service's instances get of their own; recorded, so that anybody can make new values.</summary>
    public IReadOnlyDictionary<string, GeneratedCredential> Generated { get; init; } = new Dictionary<string, GeneratedCredential>();

    /// <summary>The values of <see cref="Generated"/>, by the keys of the instance's Secret.</summary>
    public IReadOnlyDictionary<string, string> GeneratedValues { get; init; } = new Dictionary<string, string>();
}

/// <summary>How an instance's disk is claimed.</summary>
/// <param name="Size">A quantity, for example <c>50Gi</c>.</param>
/// <param name="StorageClass">The storage class; null for the cluster's default.</param>
internal sealed record DiskSettings(string Size = "50Gi", string? StorageClass = null);
