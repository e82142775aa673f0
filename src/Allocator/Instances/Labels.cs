namespace Allocator;

/// <summary>The labels by which objects are known to be ours.</summary>
internal static class Labels
{
    /// <summary>The domain of all our labels and annotations; templates may not set any of it.</summary>
    public const string Domain = "allocator.dev";

    /// <summary>The service's name.</summary>
    public const string Service = Domain + "/service";

    /// <summary>The owner's hash.</summary>
    public const string Owner = Domain + "/owner";

    /// <summary>The instance's name.</summary>
    public const string Instance = Domain + "/instance";

    /// <summary>The id of the process that created the object.</summary>
    public const string Session = Domain + "/session";

    /// <summary>What a Lease is for: <see cref="RootRole"/> or <see cref="TicketRole"/>. Of a ConfigMap that describes a service: <see cref="ServiceRole"/>.</summary>
    public const string Role = Domain + "/role";

    /// <summary>The role of an instance's record.</summary>
    public const string RootRole = "root";

    /// <summary>The role of one unit of a limit.</summary>
    public const string TicketRole = "ticket";

    /// <summary>The role of a ConfigMap that describes a service.</summary>
    public const string ServiceRole = "service";

    /// <summary>Whether a label's or an annotation's key is in our domain or below it.</summary>
    public static bool IsOurs(string key)
    {
        var (domain, slash) = (key.Split('/')[0], key.Contains('/', StringComparison.Ordinal));
        return slash && (domain == Domain || domain.EndsWith("." + Domain, StringComparison.Ordinal));
    }
}
