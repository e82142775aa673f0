using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Lifts objects of API versions that are gone, or going, to today's.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/using-api/deprecation-guide/"/>.</remarks>
internal sealed class VersionLift(Func<string, string, CancellationToken, Task<ResourceKind>> resolve)
{
    private static readonly string[] GoneFields = ["rollbackTo", "templateGeneration"];

    /// <summary>Lifts the object in place where the server has the newer version; returns the warnings that say so.</summary>
    public async Task<IReadOnlyList<string>> LiftAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var from = manifest.ApiVersion;
        if (Target(from, manifest.Kind) is not { } target || !await ServesAsync(target, manifest.Kind, cancellationToken).ConfigureAwait(false))
            return [];
        var dropped = Convert(manifest, from);
        manifest.Object["apiVersion"] = target;
        var lost = dropped.Count == 0 ? "" : $" without {string.Join(" and ", dropped)}, which it no longer has";
        return [$"{manifest}: {from} was lifted to {target}{lost}; write {target} in the template"];
    }

    private static string? Target(string from, string kind) => (from, kind) switch
    {
        ("extensions/v1beta1" or "apps/v1beta1" or "apps/v1beta2", "Deployment" or "DaemonSet" or "ReplicaSet" or "StatefulSet") => "apps/v1",
        ("extensions/v1beta1", "NetworkPolicy") => "networking.k8s.io/v1",
        ("extensions/v1beta1" or "networking.k8s.io/v1beta1", "Ingress") => "networking.k8s.io/v1",
        ("batch/v1beta1" or "batch/v2alpha1", "CronJob") => "batch/v1",
        ("policy/v1beta1", "PodDisruptionBudget") => "policy/v1",
        ("autoscaling/v2beta1" or "autoscaling/v2beta2", "HorizontalPodAutoscaler") => "autoscaling/v2",
        _ => null,
    };

    /// <summary>Turns the object's fields into the newer version's; returns the names of those it has no place for.</summary>
    private static IReadOnlyList<string> Convert(Manifest manifest, string from)
    {
        if (manifest.Object["spec"] is not JsonObject spec)
            return [];
        switch (manifest.Kind)
        {
            case "Ingress":
                IngressLift.Lift(spec);
                return [];
            case "HorizontalPodAutoscaler" when from == "autoscaling/v2beta1":
                MetricLift.Lift(spec);
                return [];
            default:
                return [.. GoneFields.Where(spec.Remove).Select(static field => $"spec.{field}")];
        }
    }

    private async Task<bool> ServesAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        try
        {
            await resolve(apiVersion, kind, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (UnknownKindException)
        {
            return false;
        }
    }
}
