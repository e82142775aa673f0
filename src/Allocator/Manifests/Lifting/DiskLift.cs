using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Makes a Compute Engine disk that is named after the instance the instance's claim: its disk, wherever the cluster is.</summary>
internal static class DiskLift
{
    public static IEnumerable<string> Lift(Manifest manifest, ResourceKind kind, string instanceName)
    {
        foreach (var volume in PodTemplates.Volumes(kind, manifest.Object))
        {
            if (volume.ObjectAt("gcePersistentDisk") is not { } disk || disk.StringAt("pdName") != instanceName)
                continue;
            var claim = new JsonObject { ["claimName"] = instanceName };
            if (disk["readOnly"] is { } readOnly)
                claim["readOnly"] = readOnly.DeepClone();
            volume.Remove("gcePersistentDisk");
            volume["persistentVolumeClaim"] = claim;
            yield return $"{manifest}: the gcePersistentDisk '{instanceName}' of the volume '{volume.StringAt("name")}' is now "
                + "the claim of that name; write persistentVolumeClaim: {claimName: {{.Name}}}";
        }
    }
}
