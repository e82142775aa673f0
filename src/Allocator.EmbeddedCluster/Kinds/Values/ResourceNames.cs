namespace Allocator.Embedded;

/// <summary>The names of what containers use and quotas count.</summary>
internal static class ResourceNames
{
    private static readonly HashSet<string> s_container = ["cpu", "memory", "ephemeral-storage"];

    private static readonly HashSet<string> s_counts =
    [
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "services.nodeports",
        "services.loadbalancers",
    ];

    private static readonly HashSet<string> s_quota =
    [
        .. s_container, .. s_counts, "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage", "limits.cpu",
        "limits.memory", "limits.ephemeral-storage",
    ];

    public static bool IsHugePages(string name) => name.StartsWith("hugepages-", StringComparison.Ordinal);

    /// <summary>Whether it comes in whole units only.</summary>
    public static bool IsWhole(string name) => s_counts.Contains(name) || IsExtended(name);

    /// <summary>Whether limits may be more than requests.</summary>
    public static bool MayOvercommit(string name) => IsNative(name) && !IsHugePages(name);

    public static IEnumerable<FieldError> CheckContainer(string name, string field)
    {
        foreach (var error in Check(name, field))
            yield return error;
        if (!IsQualified(name))
        {
            if (!s_container.Contains(name) && !IsHugePages(name))
                yield return FieldError.InvalidText(field, name, "must be a standard resource for containers");
        }
        else if (!IsNative(name) && !IsExtended(name))
        {
            yield return FieldError.InvalidText(field, name, "doesn't follow extended resource name standard");
        }
    }

    public static IEnumerable<FieldError> CheckQuota(string name, string field)
    {
        foreach (var error in Check(name, field))
            yield return error;
        if (!IsQualified(name) && !IsQuota(name))
            yield return FieldError.InvalidText(field, name, "must be a standard resource for quota");
    }

    private static List<FieldError> Check(string name, string field)
    {
        var errors = NameChecks.Check(field, name, MetadataChecks.KeyProblems).ToList();
        return errors.Count > 0 || IsQualified(name) || IsQuota(name) || name == "storage"
            ? errors
            : [FieldError.InvalidText(field, name, "must be a standard resource type or fully qualified")];
    }

    private static bool IsQuota(string name) =>
        s_quota.Contains(name) || IsHugePages(name) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    private static bool IsQualified(string name) => name.Contains('/', StringComparison.Ordinal);

    private static bool IsNative(string name) => !IsQualified(name) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    private static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && MetadataChecks.KeyProblem($"requests.{name}") is null;
}
