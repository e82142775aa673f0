using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>
/// The status of a persistent volume claim. One that no pod uses is not waited for: its class may bind it only when a pod does.
/// </summary>
internal static class ClaimStatus
{
    public static ObjectStatus Of(JsonObject claim, IReadOnlyList<JsonObject> pods) => claim.Text("status", "phase") switch
    {
        "Bound" => ObjectStatus.IsReady,
        "Lost" => new ObjectStatus.Failed(InstanceFailureReason.VolumeFailed, "it has lost its volume"),
        _ when pods.Any(pod => ClaimsOf(pod).Contains(claim.Name())) => new ObjectStatus.InProgress("not bound to a volume yet"),
        _ => ObjectStatus.IsReady,
    };

    /// <summary>The names of the claims that a pod mounts.</summary>
    public static IEnumerable<string> ClaimsOf(JsonObject pod) =>
        pod.Items("spec", "volumes").Select(volume => volume.Text("persistentVolumeClaim", "claimName")).OfType<string>();
}
