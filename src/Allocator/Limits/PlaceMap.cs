using System.Net;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>All places of a service at one moment: one consistent list of its Leases.</summary>
internal sealed class PlaceMap
{
    private static readonly ResourceSelector s_all = new() { Labels = $"{Labels.Role} in ({Labels.RootRole},{Labels.TicketRole})" };

    private readonly Dictionary<string, InstanceRecord> _roots = new(StringComparer.Ordinal);
    private readonly List<Ticket> _tickets = [];
    private readonly HashSet<(string ScopeKey, string RootUid)> _places = [];

    private PlaceMap(string resourceVersion) => ResourceVersion = resourceVersion;

    /// <summary>The moment; a watch from here misses nothing.</summary>
    public string ResourceVersion { get; }

    public static ResourceSelector SelectorFor(string service) => new() { Labels = $"{Labels.Service}={service}" };

    public static async Task<PlaceMap> ReadAsync(ClusterClient client, string ns, string service, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await ReadPagesAsync(client, ns, service, cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesException expired) when (expired.StatusCode == HttpStatusCode.Gone)
            {
                // The pages' common moment was compacted away while they were read: only a list from one moment counts.
            }
        }
    }

    /// <summary>The maps of all services that have an instance, by the service's name: one list.</summary>
    public static async Task<IReadOnlyDictionary<string, PlaceMap>> ReadAllAsync(ClusterClient client, string ns, CancellationToken cancellationToken)
    {
        var maps = new Dictionary<string, PlaceMap>(StringComparer.Ordinal);
        await foreach (var lease in client.ListAsync(ResourceKind.Lease, ns, s_all, cancellationToken).ConfigureAwait(false))
        {
            if (lease.Label(Labels.Service) is not { } service)
                continue;
            if (!maps.TryGetValue(service, out var map))
                maps[service] = map = new PlaceMap("");
            map.Add(lease);
        }

        return maps;
    }

    private static async Task<PlaceMap> ReadPagesAsync(ClusterClient client, string ns, string service, CancellationToken cancellationToken)
    {
        PlaceMap? map = null;
        string? next = null;
        do
        {
            var page = await client.ListPageAsync(ResourceKind.Lease, ns, SelectorFor(service), 500, next, cancellationToken).ConfigureAwait(false);
            map ??= new PlaceMap(page.ResourceVersion);
            foreach (var lease in page.Items)
                map.Add(lease);
            next = page.Continue;
        }
        while (next is not null);
        return map;
    }

    private void Add(JsonObject lease)
    {
        if (InstanceRecord.IsRoot(lease))
            _roots[lease.Name()] = InstanceRecord.Read(lease);
        else if (Ticket.TryRead(lease) is { } ticket)
        {
            _tickets.Add(ticket);
            _places.Add((ticket.ScopeKey, ticket.RootUid));
        }
    }

    /// <summary>Whether an instance of the service is being deleted: what it used may come free.</summary>
    public bool AnyTerminating => _roots.Values.Any(root => root.Instance.State == InstanceState.Deleting);

    /// <summary>All places of all limits that are held.</summary>
    public IEnumerable<PlaceHolding> Holdings() =>
        _tickets.Select(ticket => (ticket, holder: HolderOf(ticket)))
            .Where(held => held.holder is not null)
            .Select(held => new PlaceHolding(held.ticket.ScopeKey, held.ticket.Index, held.holder!));

    public IEnumerable<Ticket> TicketsOf(PlaceScope scope) => _tickets.Where(ticket => ticket.ScopeKey == scope.Key);

    /// <summary>The root that holds the ticket; null if the ticket is stale: its root is absent, another, or terminating, and will never be live again.</summary>
    public InstanceRecord? HolderOf(Ticket ticket) =>
        _roots.TryGetValue(ticket.RootName, out var root) && root.Uid == ticket.RootUid && root.Instance.State != InstanceState.Deleting ? root : null;

    /// <summary>Whether the root has a place of every limit it needs; until then it may still give its places back.</summary>
    public bool IsLive(InstanceRecord root) =>
        root.Instance.State != InstanceState.Creating || root.Limits.All(key => _places.Contains((key, root.Uid)));
}
