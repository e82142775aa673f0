using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>What a claim was before it got its volume: the claim for a fresh one.</summary>
internal static class FreshClaim
{
    private const string BoundByController = "pv.kubernetes.io/bound-by-controller";

    // What controllers and schedulers note on a claim begins so. The storage class is its owner's, in an old form.
    private static readonly string[] s_notes = ["pv.kubernetes.io/", "volume.kubernetes.io/", "volume.beta.kubernetes.io/", "volume.alpha.kubernetes.io/"];
    private const string StorageClass = "volume.beta.kubernetes.io/storage-class";

    /// <exception cref="AllocatorException">The claim names its volume itself, so a fresh one cannot be had.</exception>
    public static ReplacedClaim Of(JsonObject claim)
    {
        if (claim.Text("spec", "volumeName") is { } volume && claim.Annotation(BoundByController) is null)
        {
            throw new AllocatorException(
                $"PersistentVolumeClaim '{claim.Name()}' names its volume, '{volume}', itself, so it cannot be given a fresh one. Nothing was changed. Create another instance instead.");
        }

        var metadata = new JsonObject { ["name"] = claim.Name() };
        if (claim.Object("metadata", "labels") is { } labels)
            metadata["labels"] = labels.DeepClone();
        if (claim.Object("metadata", "annotations") is { } annotations)
        {
            metadata["annotations"] = new JsonObject(
                annotations.Where(annotation => !IsNote(annotation.Key)).Select(annotation => KeyValuePair.Create(annotation.Key, annotation.Value?.DeepClone())));
        }

        metadata["ownerReferences"] = claim["metadata"]?["ownerReferences"]?.DeepClone();
        var spec = claim.Object("spec")?.DeepClone().AsObject() ?? [];
        spec.Remove("volumeName");
        return new ReplacedClaim(claim.Uid(), new JsonObject
        {
            ["apiVersion"] = ResourceKind.PersistentVolumeClaim.ApiVersion,
            ["kind"] = ResourceKind.PersistentVolumeClaim.Kind,
            ["metadata"] = metadata,
            ["spec"] = spec,
        });
    }

    private static bool IsNote(string annotation) =>
        annotation != StorageClass && Array.Exists(s_notes, prefix => annotation.StartsWith(prefix, StringComparison.Ordinal));
}
