using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Makes the token that a pod shows to the API server.</summary>
/// <param name="pod">The pod.</param>
/// <param name="audience">For whom it is; empty for the API server.</param>
/// <param name="lifetime">For how long it is.</param>
internal delegate string PodTokenSource(StoredObject pod, string audience, TimeSpan lifetime);

/// <summary>What the volumes of a pod are made from.</summary>
internal sealed record VolumeContext(
    StoredObject Pod,
    ObjectStore Store,
    PodReferences References,
    PodFields Fields,
    NodeDirectories Directories,
    PodTokenSource? Tokens,
    DateTimeOffset Now)
{
    public JsonElement Spec => Pod.Json.Member("spec");
}
