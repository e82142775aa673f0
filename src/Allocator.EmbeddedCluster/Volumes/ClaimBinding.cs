using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Ties claims and volumes together.</summary>
internal sealed class ClaimBinding(ClusterCore core, VolumeDirectories directories)
{
    /// <summary>The smallest free volume that will do, or the one that is kept for the claim.</summary>
    public StoredObject? FindVolume(StoredObject claim)
    {
        var volumes = core.Store.All(ResourceTypes.PersistentVolumes).Values.Where(volume => !volume.IsTerminating).ToList();
        return volumes.Find(volume => volume.HasClaim() && volume.IsFor(claim))
            ?? volumes.Where(volume => !volume.HasClaim() && volume.Satisfies(claim)).MinBy(VolumeFacts.Capacity);
    }

    /// <summary>Makes a volume for a claim, which is the claim's already.</summary>
    public StoredObject Provision(StoredObject claim, StoredObject storageClass)
    {
        var name = $"pvc-{claim.Uid}";
        var spec = claim.Json.Member("spec");
        return core.Operations.Create(ResourceTypes.PersistentVolumes, "", new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["annotations"] = new JsonObject
                {
                    [VolumeFacts.BoundByController] = "yes",
                    [VolumeFacts.ProvisionedBy] = StandardStorageClass.Provisioner,
                },
            },
            ["spec"] = new JsonObject
            {
                ["capacity"] = new JsonObject { ["storage"] = spec.Member("resources", "requests").Text("storage") },
                ["hostPath"] = new JsonObject { ["path"] = directories.Create(name), ["type"] = "" },
                ["accessModes"] = JsonNode.Parse(spec.Member("accessModes").GetRawText()),
                ["claimRef"] = ReferenceTo(claim),
                ["persistentVolumeReclaimPolicy"] = storageClass.Json.Text("reclaimPolicy") is { Length: > 0 } policy ? policy : "Delete",
                ["storageClassName"] = storageClass.Name,
                ["volumeMode"] = "Filesystem",
            },
        });
    }

    public void Bind(StoredObject volume, StoredObject claim)
    {
        var bound = core.Operations.Modify(volume, obj =>
        {
            if (obj.Child("spec").Object("claimRef")?.Text("uid") is { Length: > 0 })
                return;
            if (!volume.HasClaim())
                obj.Child("metadata").Child("annotations")[VolumeFacts.BoundByController] = "yes";
            obj.Child("spec")["claimRef"] = ReferenceTo(claim);
        });
        if (bound is null)
            return;
        SetPhase(bound, "Bound");
        var named = core.Operations.Modify(claim, obj =>
        {
            var annotations = obj.Child("metadata").Child("annotations");
            annotations[VolumeFacts.BindCompleted] = "yes";
            if (obj.Child("spec").Text("volumeName") is null or "")
                annotations[VolumeFacts.BoundByController] = "yes";
            obj.Child("spec")["volumeName"] = volume.Name;
        });
        if (named is null)
            return;
        core.Operations.SetStatus(named, new()
        {
            ["phase"] = "Bound",
            ["accessModes"] = JsonNode.Parse(volume.Json.Member("spec", "accessModes").GetRawText()),
            ["capacity"] = JsonNode.Parse(volume.Json.Member("spec", "capacity").GetRawText()),
        });
    }

    public void SetPhase(StoredObject obj, string phase, string message = "") => core.Operations.Modify(
        obj,
        copy =>
        {
            copy.Child("status")["phase"] = phase;
            if (message.Length > 0)
                copy.Child("status")["message"] = message;
        },
        "status");

    private static JsonObject ReferenceTo(StoredObject claim) => new()
    {
        ["kind"] = "PersistentVolumeClaim",
        ["namespace"] = claim.Namespace,
        ["name"] = claim.Name,
        ["uid"] = claim.Uid,
        ["apiVersion"] = "v1",
        ["resourceVersion"] = claim.Json.Member("metadata").Text("resourceVersion"),
    };
}
