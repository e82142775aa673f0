using System.Net;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// Patches a root at the version that was last seen: an attempt that was given up and arrives late all the same changes nothing that came after it.
/// </summary>
internal static class RootWrite
{
    private const int MostAttempts = 8;

    /// <summary>Sends one of the patches of <see cref="RootPatch"/>; where the root has changed meanwhile, reads it and tries again.</summary>
    /// <returns>The root with the patch; or as it was found, if it is terminating.</returns>
    public static async Task<JsonObject> SendAsync(
        ClusterClient client, string ns, string name, string version, JsonObject patch, CancellationToken cancellationToken)
    {
        var metadata = patch.Object("metadata")!;
        for (var attempt = 1; ; attempt++)
        {
            metadata["resourceVersion"] = version;
            try
            {
                return await client.PatchAsync(ResourceKind.Lease, ns, name, PatchKind.Merge, patch, null, cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesException changed) when (attempt < MostAttempts && PassingConflict.Is(changed))
            {
                var root = await client.GetAsync(ResourceKind.Lease, ns, name, cancellationToken).ConfigureAwait(false);
                if (root.Uid() != patch.Uid())
                    throw new KubernetesException($"{name} is another instance now: {changed.Message}", HttpStatusCode.NotFound, null, changed);
                version = root.ResourceVersion();
                metadata["resourceVersion"] = version;

                // It may have been changed by an attempt of this very patch whose answer was lost.
                if (root.IsTerminating() || IsIn(patch, root))
                    return root;
            }
        }
    }

    private static bool IsIn(JsonObject patch, JsonObject root) => patch.All(member => member.Value switch
    {
        null => root[member.Key] is null,
        JsonObject inner => root[member.Key] is JsonObject found && IsIn(inner, found),
        _ => JsonNode.DeepEquals(member.Value, root[member.Key]),
    });
}
