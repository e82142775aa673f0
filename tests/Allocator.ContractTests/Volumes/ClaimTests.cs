using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class ClaimTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Claims = "persistentvolumeclaims";

    [ContractFact]
    public async Task Claim_is_pending_then_bound_to_a_volume_of_the_default_class()
    {
        var created = await ns.CreateAsync(Claim("bound"));
        Assert.Equal("Pending", created.Text("status.phase"));
        Assert.Equal("Filesystem", created.Text("spec.volumeMode"));
        Assert.Equal(["kubernetes.io/pvc-protection"], created.List("metadata.finalizers").Select(item => item.GetValue<string>()));

        var bound = await ns.UntilAsync(Claims, "bound", now => now.Text("status.phase") == "Bound");

        Assert.Equal($"pvc-{created.Uid()}", bound.Text("spec.volumeName"));
        Assert.Equal(("16Mi", "ReadWriteOnce"), (bound.Text("status.capacity.storage"), bound.Text("status.accessModes.0")));
        Assert.NotEmpty(created.Text("spec.storageClassName"));
    }

    [ContractFact]
    public async Task Volume_of_a_claim_refers_to_it_and_is_deleted_with_it()
    {
        await ns.CreateAsync(Claim("volume"));
        var claim = await ns.UntilAsync(Claims, "volume", now => now.Text("status.phase") == "Bound");
        var path = $"api/v1/persistentvolumes/{claim.Text("spec.volumeName")}";
        var volume = (await ns.Api.UntilAsync(path, answer => answer.Json.Text("status.phase") == "Bound")).Json;

        Assert.Equal(
            (ns.Name, "volume", claim.Uid()),
            (volume.Text("spec.claimRef.namespace"), volume.Text("spec.claimRef.name"), volume.Text("spec.claimRef.uid")));
        Assert.Equal(
            ("Delete", "16Mi", claim.Text("spec.storageClassName")),
            (volume.Text("spec.persistentVolumeReclaimPolicy"), volume.Text("spec.capacity.storage"), volume.Text("spec.storageClassName")));

        await ns.DeleteAsync(Claims, "volume");
        await ns.UntilGoneAsync(Claims, "volume");
        await ns.Api.UntilAsync(path, answer => answer.Code == 404);
    }

    [ContractFact]
    public async Task Data_of_a_claim_survives_its_pod()
    {
        await ns.CreateAsync(Claim("data"));
        await ns.RunAsync(Pod("writer", "echo precious > /data/file", "data"));
        await ns.DeleteAsync("pods", "writer");
        await ns.UntilGoneAsync("pods", "writer");

        Assert.Equal("precious\n", await ns.OutputAsync(Pod("reader", "cat /data/file", "data")));
    }

    [ContractFact]
    public async Task Claim_in_use_is_terminating_until_its_pod_is_gone()
    {
        await ns.CreateAsync(Claim("used"));
        await ns.CreateAsync(Pod("user", "sleep 600", "used"));
        await ns.UntilReadyAsync("user");

        var deleted = await ns.DeleteAsync(Claims, "used");
        Assert.NotNull(deleted.Node("metadata.deletionTimestamp"));
        var terminating = await ns.GetAsync(Claims, "used");
        Assert.Equal("Bound", terminating.Text("status.phase"));

        await ns.DeleteAsync("pods", "user");
        await ns.UntilGoneAsync("pods", "user");
        await ns.UntilGoneAsync(Claims, "used");
    }

    [ContractFact]
    public async Task Claim_of_an_absent_class_stays_pending_with_an_event()
    {
        var uid = (await ns.CreateAsync(Claim("class", "made-of-gold"))).Uid();

        var failed = await ns.UntilEventAsync(uid, "ProvisioningFailed");

        Assert.Equal(("Warning", "storageclass.storage.k8s.io \"made-of-gold\" not found"), (failed.Text("type"), failed.Text("message")));
        Assert.Equal("persistentvolume-controller", failed.Text("source.component"));
        Assert.Equal("Pending", (await ns.GetAsync(Claims, "class")).Text("status.phase"));
    }

    [ContractFact]
    public async Task Claim_without_a_class_stays_pending_if_no_volume_is_there()
    {
        var uid = (await ns.CreateAsync(Claim("none", ""))).Uid();

        var failed = await ns.UntilEventAsync(uid, "FailedBinding");

        Assert.Equal(
            ("Normal", "no persistent volumes available for this claim and no storage class is set"), (failed.Text("type"), failed.Text("message")));
    }

    [ContractFact]
    public async Task Pod_of_an_unbound_claim_is_unschedulable()
    {
        await ns.CreateAsync(Claim("unbound", "made-of-gold"));
        await ns.CreateAsync(Pod("waits", "true", "unbound"));

        // A scheduler that does not know of the claim yet says first that it is not there.
        var pod = await ns.UntilPodAsync("waits", now =>
            now.Condition("PodScheduled").Message == "0/1 nodes are available: 1 pod has unbound immediate PersistentVolumeClaims.");

        Assert.Equal(("False", "Unschedulable"), (pod.Condition("PodScheduled").Status, pod.Condition("PodScheduled").Reason));
    }

    [ContractFact]
    public async Task Pod_is_scheduled_once_its_claim_is_there()
    {
        await ns.CreateAsync(Pod("early", "echo written > /data/file; cat /data/file", "late"));
        await ns.UntilPodAsync("early", now => now.Condition("PodScheduled").Status == "False");

        await ns.CreateAsync(Claim("late"));

        await ns.UntilPhaseAsync("early", "Succeeded");
    }

    [ContractFact]
    public async Task Change_of_a_bound_claims_class_is_invalid()
    {
        await ns.CreateAsync(Claim("fixed"));
        await ns.UntilAsync(Claims, "fixed", now => now.Text("status.phase") == "Bound");

        var answer = await ns.Api.MergePatchAsync(ns.Path(Claims, "fixed"), JsonNode.Parse("""{"spec": {"storageClassName": "other"}}""")!);

        answer.ExpectFailure(422, "Invalid");
        Assert.StartsWith(
            "PersistentVolumeClaim \"fixed\" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests for bound claims",
            answer.Message,
            StringComparison.Ordinal);
    }

    private static JsonObject Claim(string name, string? storageClass = null)
    {
        var claim = Build.Object(
            "v1", "PersistentVolumeClaim", name, """{"spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "16Mi"}}}}""");
        if (storageClass is not null)
            claim["spec"]!["storageClassName"] = storageClass;
        return claim;
    }

    private static JsonObject Pod(string name, string script, string claim) => Build.Pod(
        name,
        script,
        """{"volumeMounts": [{"name": "data", "mountPath": "/data"}]}""",
        $$$"""{"restartPolicy": "Never", "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "{{{claim}}}"}}]}""");
}
