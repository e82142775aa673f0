using System.Globalization;

namespace Allocator;

/// <summary>One limit: how many places there are and what their tickets are called.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Key">The owner's hash, or <c>all</c>.</param>
/// <param name="Limit">How many places there are.</param>
internal sealed record PlaceScope(string Service, string Key, int Limit)
{
    /// <summary>The key of the limit that all owners share.</summary>
    public const string All = "all";

    public bool IsPerOwner => Key != All;

    public string TicketName(int index) => string.Create(CultureInfo.InvariantCulture, $"{Service}.{Key}.{index}");

    /// <summary>The limits that an instance needs places of, in the order in which every creator takes them: so no two wait for each other.</summary>
    public static IReadOnlyList<PlaceScope> For(string service, ServiceOptions options, string ownerHash)
    {
        var scopes = new List<PlaceScope>(2);
        if (options.MaxInstancesPerOwner is { } perOwner)
            scopes.Add(new PlaceScope(service, ownerHash, perOwner));
        if (options.MaxInstances is { } all)
            scopes.Add(new PlaceScope(service, All, all));
        return scopes;
    }
}
