using System.Text.Json.Nodes;

namespace Allocator;

public sealed partial class ClusterClient
{
    private readonly ResourceDiscovery _discovery;

    /// <summary>Finds where the server keeps a kind; it is asked once per <c>apiVersion</c>.</summary>
    /// <param name="apiVersion">What an object's <c>apiVersion</c> says.</param>
    /// <param name="kind">What an object's <c>kind</c> says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UnknownKindException">The server does not have it.</exception>
    public Task<ResourceKind> ResolveAsync(string apiVersion, string kind, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(apiVersion);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return _discovery.ResolveAsync(apiVersion, kind, cancellationToken);
    }

    /// <summary>The values of <c>apiVersion</c> that the server has of a group, the preferred first; none if it does not have the group.</summary>
    /// <param name="group">The group; empty for the core group.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<string>> ServedVersionsAsync(string group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        return _discovery.ServedVersionsAsync(group, cancellationToken);
    }

    /// <summary>What the server says of itself: <c>gitVersion</c>, <c>major</c>, <c>minor</c>.</summary>
    internal Task<JsonObject> GetVersionAsync(CancellationToken cancellationToken) => GetPathAsync("version", cancellationToken);

    private Task<JsonObject> GetPathAsync(string path, CancellationToken cancellationToken) =>
        _requests.SendAsync(new ClusterRequest(HttpMethod.Get, Uri(path), $"/{path}") { IsRepeatable = true }, cancellationToken);
}
