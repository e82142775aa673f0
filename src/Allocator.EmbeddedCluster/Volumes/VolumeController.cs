using System.Diagnostics.CodeAnalysis;

namespace Allocator.Embedded;

/// <summary>Finds or makes volumes for claims, and takes back those whose claims have gone.</summary>
internal sealed class VolumeController(ClusterCore core, Dependents dependents, VolumeDirectories directories) : IController
{
    private readonly ClaimBinding _binding = new(core, directories);

    public string Name => "persistentvolume-controller";

    public IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        dependents.Observe(change);
        var changed = change.Object;
        if (changed.Type == ResourceTypes.PersistentVolumeClaims)
            return [changed.Reference, new(ResourceTypes.PersistentVolumes, "", changed.VolumeName())];
        if (changed.Type == ResourceTypes.PersistentVolumes)
            return changed.HasClaim() ? [changed.Reference, changed.ClaimReference()] : Pending(changed.StorageClass()).Append(changed.Reference);
        if (changed.Type == ResourceTypes.StorageClasses)
            return Pending(changed.Name);
        return changed.Type == ResourceTypes.Pods && change.Kind == ChangeKind.Added ? changed.Claims() : [];
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        if (core.Store.Find(reference) is not { } obj)
            return null;
        if (obj.Type == ResourceTypes.PersistentVolumes)
            SyncVolume(obj);
        else if (obj.IsBound())
            CheckBound(obj);
        else if (!obj.IsTerminating)
            return SyncPending(obj);
        return null;
    }

    private IEnumerable<ObjectReference> Pending(string storageClass) => core.Store.All(ResourceTypes.PersistentVolumeClaims).Values
        .Where(claim => !claim.IsBound() && claim.StorageClass() == storageClass)
        .Select(claim => claim.Reference);

    private void CheckBound(StoredObject claim)
    {
        var isThere = core.Store.Find(ResourceTypes.PersistentVolumes, "", claim.VolumeName()) is not null;
        if (isThere || claim.Json.Member("status").Text("phase") != "Bound")
            return;
        _binding.SetPhase(claim, "Lost");
        Tell(claim, true, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
    }

    private TimeSpan? SyncPending(StoredObject claim)
    {
        if (claim.VolumeName() is { Length: > 0 } name)
            BindToNamed(claim, name);
        else if (IsWaiting(claim))
            Tell(claim, false, "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
        else if (_binding.FindVolume(claim) is { } volume)
            _binding.Bind(volume, claim);
        else if (claim.StorageClass().Length == 0)
            Tell(claim, false, "FailedBinding", "no persistent volumes available for this claim and no storage class is set");
        else if (ClassOf(claim) is { } storageClass)
            return Provision(claim, storageClass);
        else
            Tell(claim, true, "ProvisioningFailed", $"storageclass.storage.k8s.io \"{claim.StorageClass()}\" not found");
        return null;
    }

    private StoredObject? ClassOf(StoredObject claim) => core.Store.Find(ResourceTypes.StorageClasses, "", claim.StorageClass());

    private bool IsWaiting(StoredObject claim) => ClassOf(claim)?.Json.Text("volumeBindingMode") == "WaitForFirstConsumer" && !HasConsumer(claim);

    private void BindToNamed(StoredObject claim, string name)
    {
        if (core.Store.Find(ResourceTypes.PersistentVolumes, "", name) is not { } volume)
            return;
        if (volume.HasClaim() && !volume.IsFor(claim))
            Tell(claim, true, "FailedBinding", $"volume \"{name}\" already bound to a different claim.");
        else if (!volume.HasClaim() && !volume.Satisfies(claim))
            Tell(claim, true, "VolumeMismatch", $"Cannot bind to requested volume \"{name}\": {Mismatch(volume, claim)}");
        else
            _binding.Bind(volume, claim);
    }

    private static string Mismatch(StoredObject volume, StoredObject claim) =>
        volume.Capacity() < ResourceAmount.Parse(claim.Json.Member("spec", "resources", "requests").Text("storage")) ? "requested PV is too small"
        : volume.StorageClass() != claim.StorageClass() ? "storageClassName does not match"
        : "incompatible accessMode";

    private bool HasConsumer(StoredObject claim) =>
        dependents.In(ResourceTypes.Pods, claim.Namespace).Any(pod => !pod.HasEnded() && pod.Claims().Contains(claim.Reference));

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever the directory fails by is told of.")]
    private TimeSpan? Provision(StoredObject claim, StoredObject storageClass)
    {
        var provisioner = storageClass.Json.Text("provisioner");
        if (provisioner.StartsWith("kubernetes.io/", StringComparison.Ordinal))
        {
            Tell(claim, true, "ProvisioningFailed", $"no volume plugin matched name: {provisioner}");
            return null;
        }

        var isNoted = claim.Annotation(VolumeFacts.StorageProvisioner) == provisioner;
        var noted = core.Operations.Modify(claim, obj => obj.Child("metadata").Child("annotations")[VolumeFacts.StorageProvisioner] = provisioner);
        if (noted is null || (isNoted && provisioner != StandardStorageClass.Provisioner))
            return null;
        if (provisioner != StandardStorageClass.Provisioner)
        {
            Tell(
                claim,
                false,
                "ExternalProvisioning",
                $"waiting for a volume to be created, either by external provisioner \"{provisioner}\" or manually created by system administrator");
            return null;
        }

        try
        {
            var volume = _binding.Provision(noted, storageClass);
            Tell(claim, false, "ProvisioningSucceeded", $"Successfully provisioned volume {volume.Name} using {provisioner}");
            _binding.Bind(volume, noted);
            return null;
        }
        catch (Exception e)
        {
            Tell(claim, true, "ProvisioningFailed", $"Failed to provision volume with StorageClass \"{storageClass.Name}\": {e.Message}");
            return TimeSpan.FromSeconds(15);
        }
    }

    private void SyncVolume(StoredObject volume)
    {
        var uid = volume.Json.Member("spec", "claimRef").Text("uid");
        if (uid.Length == 0)
            _binding.SetPhase(volume, "Available");
        else if (core.Store.Find(volume.ClaimReference()) is not { } claim || claim.Uid != uid || HasOther(claim, volume))
            Reclaim(volume);
    }

    private static bool HasOther(StoredObject claim, StoredObject volume) => claim.VolumeName() is { Length: > 0 } name && name != volume.Name;

    private void Reclaim(StoredObject volume)
    {
        if (volume.IsTerminating || volume.Json.Member("status").Text("phase") == "Failed")
            return;
        _binding.SetPhase(volume, "Released");
        if (volume.Json.Member("spec").Text("persistentVolumeReclaimPolicy") != "Delete")
            return;
        if (volume.Annotation(VolumeFacts.ProvisionedBy) != StandardStorageClass.Provisioner)
        {
            var message = $"error getting deleter volume plugin for volume \"{volume.Name}\": no deletable volume plugin matched";
            _binding.SetPhase(volume, "Failed", message);
            Tell(volume, true, "VolumeFailedDelete", message);
            return;
        }

        directories.Delete(volume.Json.Member("spec", "hostPath").Text("path"));
        core.Operations.Delete(volume);
    }

    private void Tell(StoredObject about, bool isWarning, string reason, string message) => core.Events.Tell(about, Name, isWarning, reason, message);
}
