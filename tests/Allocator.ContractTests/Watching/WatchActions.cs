using System.Text.Json.Nodes;

namespace Allocator.Contract;

internal static class WatchActions
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The first events of a watch.</summary>
    public static async Task<IReadOnlyList<JsonObject>> EventsAsync(this ContractNamespace ns, string resource, string query, int count) =>
        await ns.Api.WatchAsync($"{ns.Path(resource)}?watch=true&{query}", Token).Take(count).ToListAsync(Token);

    /// <summary>All events of a watch, which ends by itself.</summary>
    public static async Task<IReadOnlyList<JsonObject>> EventsToTheEndAsync(this ContractNamespace ns, string resource, string query) =>
        await ns.Api.WatchAsync($"{ns.Path(resource)}?watch=true&{query}", Token).ToListAsync(Token);

    /// <summary>The version to watch from, to see nothing of before.</summary>
    public static async Task<string> NowAsync(this ContractNamespace ns, string resource) => (await ns.ListAsync(resource, "limit=1"))
        .Expect(200).ResourceVersion;

    /// <summary>An event as <c>ADDED name</c>.</summary>
    public static string Line(this JsonObject @event) => $"{@event.At("type")} {@event.At("object.metadata.name")}";
}
