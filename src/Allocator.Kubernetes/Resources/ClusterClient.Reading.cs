using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Allocator;

public sealed partial class ClusterClient
{
    private const int PageSize = 500;

    /// <summary>Reads one object.</summary>
    public Task<JsonObject> GetAsync(ResourceKind kind, string @namespace, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(name);
        var uri = Uri(kind.Path(@namespace, name));
        var request = new ClusterRequest(HttpMethod.Get, uri, ClusterRequest.Describe(kind, @namespace, name)) { IsRepeatable = true };
        return _requests.SendAsync(request, cancellationToken);
    }

    /// <summary>Lists the objects that are selected, consistently: what was written before is in it.</summary>
    /// <remarks>All pages show the state at the time of the first; a page answers 410 once the server no longer keeps that, after minutes.</remarks>
    public async IAsyncEnumerable<JsonObject> ListAsync(
        ResourceKind kind,
        string @namespace,
        ResourceSelector? selector = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? next = null;
        do
        {
            var page = await ListPageAsync(kind, @namespace, selector, PageSize, next, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
                yield return item;
            next = page.Continue;
        }
        while (next is not null);
    }

    /// <summary>Lists one page.</summary>
    /// <param name="kind">What is listed.</param>
    /// <param name="namespace">Where.</param>
    /// <param name="selector">Which objects; null for all.</param>
    /// <param name="limit">The page's length at most.</param>
    /// <param name="continueToken">Where the page before ended; null for the first page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ResourcePage> ListPageAsync(
        ResourceKind kind,
        string @namespace,
        ResourceSelector? selector,
        int limit,
        string? continueToken,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var uri = Uri(
            kind.Path(@namespace),
            ("labelSelector", selector?.Labels),
            ("fieldSelector", selector?.Fields),
            ("limit", limit.ToString(CultureInfo.InvariantCulture)),
            ("continue", continueToken));
        var request = new ClusterRequest(HttpMethod.Get, uri, ClusterRequest.Describe(kind, @namespace)) { Verb = "LIST", IsRepeatable = true };
        var list = await _requests.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var next = list.Text("metadata", "continue");
        return new ResourcePage(Items(kind, list), list.Text("metadata", "resourceVersion") ?? "", string.IsNullOrEmpty(next) ? null : next);
    }

    private static List<JsonObject> Items(ResourceKind kind, JsonObject list)
    {
        // "items": null is how Go writes an empty list.
        if (list["items"] is not JsonArray array)
            return [];
        var items = array.OfType<JsonObject>().ToList();
        array.Clear();
        foreach (var item in items)
        {
            if (!item.ContainsKey("kind"))
                item.Insert(0, "kind", kind.Kind);
            if (!item.ContainsKey("apiVersion"))
                item.Insert(0, "apiVersion", kind.ApiVersion);
        }

        return items;
    }
}
