using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Which kinds the server has and where, asked once per group and version.</summary>
/// <remarks>
/// Per group and version, not aggregated: a template names one to three of them, so this takes as few requests, works on every server, and does not
/// fetch the hundreds of kilobytes that describe all groups of a cluster with many custom resources.
/// </remarks>
internal sealed class ResourceDiscovery(Func<string, CancellationToken, Task<JsonObject>> get, TimeProvider time)
{
    // A missing kind may have been installed meanwhile, but many who miss it at once ask once.
    private static readonly TimeSpan s_missAge = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, Lazy<Task<GroupVersion>>> _groupVersions = new();

    public async Task<ResourceKind> ResolveAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        if (KnownKinds.Find(apiVersion, kind) is { } known)
            return known;
        var served = await ReadAsync(apiVersion, kind, cancellationToken).ConfigureAwait(false);
        if (served.Kinds.TryGetValue(kind, out var found))
            return found;
        var versions = await ServedVersionsAsync(GroupVersion.Split(apiVersion).Group, cancellationToken).ConfigureAwait(false);
        throw new UnknownKindException(apiVersion, kind, served.IsServed, NearNames.Of(kind, served.Kinds.Keys), versions);
    }

    public async Task<IReadOnlyList<string>> ServedVersionsAsync(string group, CancellationToken cancellationToken)
    {
        var answer = await FindAsync(group.Length == 0 ? "api" : $"apis/{Escape(group)}", cancellationToken).ConfigureAwait(false);
        return group.Length == 0
            ? [.. (answer?["versions"] as JsonArray ?? []).Select(version => version!.GetValue<string>())]
            : [.. (answer?["versions"] as JsonArray ?? []).OfType<JsonObject>().Select(version => version.Text("groupVersion")!)];
    }

    private async Task<GroupVersion> ReadAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entry = _groupVersions.GetOrAdd(apiVersion, key => new(() => FetchAsync(key)));
            // The request is shared, so no single caller's cancellation ends it.
            var served = await entry.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (served.Kinds.ContainsKey(kind) || time.GetElapsedTime(served.ReadAt) < s_missAge)
                return served;
            _groupVersions.TryRemove(KeyValuePair.Create(apiVersion, entry));
        }
    }

    private async Task<GroupVersion> FetchAsync(string apiVersion)
    {
        var (group, version) = GroupVersion.Split(apiVersion);
        var path = group.Length == 0 ? $"api/{Escape(version)}" : $"apis/{Escape(group)}/{Escape(version)}";
        try
        {
            var list = await FindAsync(path, CancellationToken.None).ConfigureAwait(false);
            return list is null ? GroupVersion.NotServed(time.GetTimestamp()) : GroupVersion.Read(apiVersion, list, time.GetTimestamp());
        }
        catch
        {
            _groupVersions.TryRemove(apiVersion, out _);
            throw;
        }
    }

    private async Task<JsonObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await get(path, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    private static string Escape(string segment) => Uri.EscapeDataString(segment);
}
