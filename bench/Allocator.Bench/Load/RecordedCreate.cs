using System.Globalization;

namespace Allocator.Bench.Load;

/// <summary>All writes of one Create, in order: root, tickets, objects, commit.</summary>
internal sealed record RecordedCreate(string Service, string Name, string OwnerHash, string Uid, string Version, IReadOnlyList<RecordedWrite> Writes)
{
    /// <summary>The same writes for another instance: of a service and an owner, with a name, and with a place of its own.</summary>
    public IEnumerable<RecordedWrite> For(string service, string name, string ownerHash, int place) => Writes.Select(write =>
    {
        var body = write.Body;
        if (write.ObjectName is { } ticket && ticket != Name && ticket.LastIndexOf('.') is > 0 and var dot)
            body = body.Replace(ticket, string.Create(CultureInfo.InvariantCulture, $"{ticket[..dot]}.{place}"), StringComparison.Ordinal);
        return write with { Path = Renamed(write.Path), Body = Renamed(body) };

        string Renamed(string text) => text
            .Replace(Name, name, StringComparison.Ordinal)
            .Replace(Service, service, StringComparison.Ordinal)
            .Replace(OwnerHash, ownerHash, StringComparison.Ordinal);
    });

    /// <summary>Puts in what the API server gave the root.</summary>
    public string WithRoot(string body, string uid, string version) => body
        .Replace(Uid, uid, StringComparison.Ordinal)
        .Replace($"\"resourceVersion\":\"{Version}\"", $"\"resourceVersion\":\"{version}\"", StringComparison.Ordinal);
}
