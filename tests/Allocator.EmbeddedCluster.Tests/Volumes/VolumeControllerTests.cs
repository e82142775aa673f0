namespace Allocator.Embedded;

public sealed class VolumeControllerTests
{
    [Fact]
    public async Task Reconcile_claim_is_bound_to_a_volume_that_is_made_for_it()
    {
        await using var cluster = TestCluster.Start();

        var created = await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data"));

        var claim = cluster.Get(ResourceTypes.PersistentVolumeClaims, "data");
        var name = $"pvc-{created.Uid}";
        Assert.Equal(("standard", name), (claim.StorageClass(), claim.VolumeName()));
        Assert.Equal("""{"phase":"Bound","accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"}}""", claim.Json.Member("status").GetRawText());
        Assert.Equal(["kubernetes.io/pvc-protection"], claim.Finalizers);
        Assert.Equal("yes", claim.Annotation("pv.kubernetes.io/bind-completed"));
        Assert.Equal("yes", claim.Annotation("pv.kubernetes.io/bound-by-controller"));
        Assert.Equal("embedded.allocator.dev/directory", claim.Annotation("volume.beta.kubernetes.io/storage-provisioner"));
        var volume = cluster.Get(ResourceTypes.PersistentVolumes, name);
        Assert.Equal("Bound", volume.Json.Member("status").Text("phase"));
        Assert.Equal($"/volumes/{name}", volume.Json.Member("spec", "hostPath").Text("path"));
        Assert.Equal(("Delete", "standard"), (volume.Json.Member("spec").Text("persistentVolumeReclaimPolicy"), volume.StorageClass()));
        Assert.Equal(created.Uid, volume.Json.Member("spec", "claimRef").Text("uid"));
        Assert.Equal(["kubernetes.io/pv-protection"], volume.Finalizers);
        Assert.Equal(
            [$"ProvisioningSucceeded: Successfully provisioned volume {name} using embedded.allocator.dev/directory"], cluster.Events("data"));
    }

    [Fact]
    public async Task Reconcile_claim_is_deleted_its_volume_and_directory_go()
    {
        await using var cluster = TestCluster.Start();
        var claim = await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data"));

        await cluster.DeleteAsync(claim);

        Assert.Empty(cluster.All(ResourceTypes.PersistentVolumeClaims));
        Assert.Empty(cluster.All(ResourceTypes.PersistentVolumes));
        Assert.Equal([$"/volumes/pvc-{claim.Uid}"], cluster.DeletedDirectories);
    }

    [Fact]
    public async Task Reconcile_claim_in_use_stays_until_its_last_pod_has_gone()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data"));
        cluster.SetRunning(cluster.Create(ResourceTypes.Pods, UserOf("data")));

        await cluster.DeleteAsync(cluster.Get(ResourceTypes.PersistentVolumeClaims, "data"));
        Assert.True(cluster.Get(ResourceTypes.PersistentVolumeClaims, "data").IsTerminating);
        Assert.Empty(cluster.DeletedDirectories);
        cluster.Operations.Delete(cluster.Get(ResourceTypes.Pods, "user"), gracePeriodSeconds: 0);
        await cluster.IdleAsync();

        Assert.Empty(cluster.All(ResourceTypes.PersistentVolumeClaims));
        Assert.Single(cluster.DeletedDirectories);
    }

    [Fact]
    public async Task Reconcile_volume_is_retained_if_its_class_says_so()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.StorageClasses, StorageClass("kept", "embedded.allocator.dev/directory", """ "reclaimPolicy": "Retain" """));
        var claim = await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data", """ "storageClassName": "kept" """));

        await cluster.DeleteAsync(claim);

        Assert.Equal("Released", Phase(Assert.Single(cluster.All(ResourceTypes.PersistentVolumes))));
        Assert.Empty(cluster.DeletedDirectories);
        await cluster.DeleteAsync(cluster.All(ResourceTypes.PersistentVolumes)[0]);
        Assert.Empty(cluster.All(ResourceTypes.PersistentVolumes));
    }

    [Fact]
    public async Task Reconcile_class_is_absent_claim_waits_for_it()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data", """ "storageClassName": "later" """));
        Assert.Equal("Pending", Phase(cluster.Get(ResourceTypes.PersistentVolumeClaims, "data")));
        Assert.Equal(["ProvisioningFailed: storageclass.storage.k8s.io \"later\" not found"], cluster.Events("data"));

        await cluster.CreateAsync(ResourceTypes.StorageClasses, StorageClass("later", "embedded.allocator.dev/directory"));

        Assert.Equal("Bound", Phase(cluster.Get(ResourceTypes.PersistentVolumeClaims, "data")));
    }

    [Fact]
    public async Task Reconcile_class_of_another_provisioner_claim_stays_pending()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.StorageClasses, StorageClass("foreign", "example.com/disk"));

        await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data", """ "storageClassName": "foreign" """));

        var claim = cluster.Get(ResourceTypes.PersistentVolumeClaims, "data");
        Assert.Equal(("Pending", "example.com/disk"), (Phase(claim), claim.Annotation("volume.beta.kubernetes.io/storage-provisioner")));
        Assert.Equal(
            "ExternalProvisioning: waiting for a volume to be created, either by external provisioner \"example.com/disk\" " +
            "or manually created by system administrator",
            Assert.Single(cluster.Events("data")));
    }

    [Fact]
    public async Task Reconcile_no_class_claim_takes_the_smallest_volume_that_will_do()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data", """ "storageClassName": "" """));
        Assert.Equal(["FailedBinding: no persistent volumes available for this claim and no storage class is set"], cluster.Events("data"));
        cluster.Core.Loop.SetFrozen(["persistentvolume-controller"], true);
        foreach (var (name, size) in ((string, string)[])[("small", "512Mi"), ("large", "4Gi"), ("fitting", "2Gi")])
            cluster.Create(ResourceTypes.PersistentVolumes, Volume(name, size));

        cluster.Core.Loop.SetFrozen(["persistentvolume-controller"], false);
        await cluster.IdleAsync();

        var claim = cluster.Get(ResourceTypes.PersistentVolumeClaims, "data");
        Assert.Equal(("Bound", "fitting"), (Phase(claim), claim.VolumeName()));
        Assert.Equal("2Gi", claim.Json.Member("status", "capacity").Text("storage"));
        Assert.Equal("Available", Phase(cluster.Get(ResourceTypes.PersistentVolumes, "large")));
        await cluster.DeleteAsync(claim);
        Assert.Equal("Released", Phase(cluster.Get(ResourceTypes.PersistentVolumes, "fitting")));
    }

    [Fact]
    public async Task Reconcile_class_waits_for_a_pod_that_uses_the_claim()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(
            ResourceTypes.StorageClasses,
            StorageClass("lazy", "embedded.allocator.dev/directory", """ "volumeBindingMode": "WaitForFirstConsumer" """));
        await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data", """ "storageClassName": "lazy" """));
        Assert.Equal(["WaitForFirstConsumer: waiting for first consumer to be created before binding"], cluster.Events("data"));

        await cluster.CreateAsync(ResourceTypes.Pods, UserOf("data"));

        Assert.Equal("Bound", Phase(cluster.Get(ResourceTypes.PersistentVolumeClaims, "data")));
    }

    [Fact]
    public async Task Reconcile_volume_in_use_is_protected_and_its_loss_told()
    {
        await using var cluster = TestCluster.Start();
        var claim = await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data"));
        var volume = cluster.Get(ResourceTypes.PersistentVolumes, $"pvc-{claim.Uid}");
        await cluster.DeleteAsync(volume);
        Assert.True(cluster.Get(ResourceTypes.PersistentVolumes, volume.Name).IsTerminating);

        await cluster.PatchAsync(cluster.Get(ResourceTypes.PersistentVolumes, volume.Name), obj => obj.Child("metadata").Remove("finalizers"));

        Assert.Equal("Lost", Phase(cluster.Get(ResourceTypes.PersistentVolumeClaims, "data")));
        Assert.Contains("ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!", cluster.Events("data"));
    }

    [Theory]
    [InlineData("named")]
    [InlineData("")]
    public async Task Reconcile_claim_and_volume_name_each_other_they_are_bound(string volumeName)
    {
        await using var cluster = TestCluster.Start();
        var claimRef = volumeName.Length > 0 ? "" : """ "claimRef": {"namespace": "test", "name": "data"},""";
        await cluster.CreateAsync(ResourceTypes.PersistentVolumes, Volume("named", "4Gi", $"""{claimRef} "hostPath": """ + """{"path": "/mine"}"""));
        await cluster.CreateAsync(ResourceTypes.PersistentVolumes, Volume("better", "1Gi"));

        await cluster.CreateAsync(
            ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data", $""" "storageClassName": "", "volumeName": "{volumeName}" """));

        var claim = cluster.Get(ResourceTypes.PersistentVolumeClaims, "data");
        Assert.Equal(("Bound", "named"), (Phase(claim), claim.VolumeName()));
        Assert.Equal(claim.Uid, cluster.Get(ResourceTypes.PersistentVolumes, "named").Json.Member("spec", "claimRef").Text("uid"));
    }

    [Fact]
    public async Task Reconcile_volume_of_a_user_is_not_deleted_but_has_failed()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(
            ResourceTypes.PersistentVolumes, Volume("mine", "1Gi", """ "persistentVolumeReclaimPolicy": "Delete", "hostPath": {"path": "/mine"}"""));
        var claim = await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data", """ "storageClassName": "" """));

        await cluster.DeleteAsync(claim);

        Assert.Equal("Failed", Phase(cluster.Get(ResourceTypes.PersistentVolumes, "mine")));
        Assert.Empty(cluster.DeletedDirectories);
    }

    [Fact]
    public async Task Update_claim_to_grow_is_forbidden()
    {
        await using var cluster = TestCluster.Start();
        var claim = await cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("data"));

        var refusal = Assert.Throws<ApiException>(
            () => cluster.Operations.Modify(claim, obj => obj.Child("spec").Child("resources").Child("requests")["storage"] = "2Gi"));

        Assert.Equal(403, refusal.Code);
        Assert.Equal(
            "persistentvolumeclaims \"data\" is forbidden: only dynamically provisioned pvc can be resized " +
            "and the storageclass that provisions the pvc must support resize",
            refusal.Message);
    }

    [Theory]
    [InlineData(""" "persistentVolumeReclaimPolicy": "Recycle", "hostPath": {"path": "/x"}""", "persistentVolumeReclaimPolicy: Recycle")]
    [InlineData(""" "nfs": {"server": "s", "path": "/x"}""", "nfs")]
    public async Task Create_volume_that_the_node_cannot_use_is_not_implemented(string spec, string what)
    {
        await using var cluster = TestCluster.Start();

        var refusal = Assert.Throws<ApiException>(() => cluster.Create(ResourceTypes.PersistentVolumes, Volume("v", "1Gi", spec)));

        Assert.Equal((501, $"spec.{what} of a PersistentVolume is not supported by the embedded cluster"), (refusal.Code, refusal.Message));
    }

    private static string UserOf(string claim) => Manifests.Pod(
        "user", spec: $$$""" "volumes": [{"name": "v", "persistentVolumeClaim": {"claimName": "{{{claim}}}"}}]""");

    private static string Phase(StoredObject obj) => obj.Json.Member("status").Text("phase");

    private static string StorageClass(string name, string provisioner, string more = """ "reclaimPolicy": "Delete" """) =>
        $$$"""{"metadata": {"name": "{{{name}}}"}, "provisioner": "{{{provisioner}}}", {{{more}}}}""";

    private static string Volume(string name, string size, string source = """ "hostPath": {"path": "/mine"}""") => $$$"""
        {"metadata": {"name": "{{{name}}}"}, "spec": {"capacity": {"storage": "{{{size}}}"}, "accessModes": ["ReadWriteOnce"], {{{source}}} } }
        """;
}
