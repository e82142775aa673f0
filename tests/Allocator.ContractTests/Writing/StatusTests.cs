namespace Allocator.Contract;

/// <summary>Generations, and the status as a resource of its own.</summary>
public sealed class StatusTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Generation_moves_with_the_spec_and_not_with_labels()
    {
        await ns.CreateAsync("apps/v1/replicasets", Objects.Workload("ReplicaSet", "generation"));

        var labelled = (await ns.MergeAsync("apps/v1/replicasets", "generation", """{"metadata": {"labels": {"a": "b"}}}""")).Expect(200);
        var changed = (await ns.MergeAsync("apps/v1/replicasets", "generation", """{"spec": {"minReadySeconds": 1}}""")).Expect(200);

        Assert.Equal(("1", "2"), (labelled.At("metadata.generation"), changed.At("metadata.generation")));
    }

    [ContractFact]
    public async Task Generation_of_a_Deployment_moves_with_its_annotations_too()
    {
        await ns.CreateAsync(Objects.Deployments, Objects.Deployment("annotated"));
        var before = await ns.Api.UntilAsync(ns.Path(Objects.Deployments, "annotated"), answer => answer.At("status.observedGeneration") == "1");

        var after = (await ns.MergeAsync(Objects.Deployments, "annotated", """{"metadata": {"annotations": {"a": "b"}}}""")).Expect(200);

        Assert.Equal(("1", "2"), (before.At("metadata.generation"), after.At("metadata.generation")));
    }

    [ContractFact]
    public async Task Update_of_the_object_leaves_its_status()
    {
        await ns.CreateAsync("pods", Objects.Pod("object"));

        var patched = (await ns.MergeAsync("pods", "object", """{"status": {"phase": "Failed", "reason": "Made up"}}""")).Expect(200);

        Assert.Equal(("Pending", null), (patched.At("status.phase"), patched.At("status.reason")));
    }

    [ContractFact]
    public async Task Patch_of_the_status_changes_nothing_else()
    {
        await ns.CreateAsync("pods", Objects.Pod("status"));

        var patched = (await ns.MergeAsync(
            "pods", "status/status", """{"spec": {"activeDeadlineSeconds": 5}, "status": {"phase": "Failed", "reason": "Made up"}}"""))
            .Expect(200);

        Assert.Equal(("Failed", "Made up"), (patched.At("status.phase"), patched.At("status.reason")));
        Assert.Equal("Pod", patched.At("kind"));
        Assert.Null((await ns.ReadAsync("pods", "status")).At("spec.activeDeadlineSeconds"));
    }

    [ContractFact]
    public async Task Put_of_the_status_replaces_it_whole()
    {
        var created = await ns.CreateAsync("apps/v1/statefulsets", Objects.Workload("StatefulSet", "put"));
        await ns.Api.UntilAsync(ns.Path("apps/v1/statefulsets", "put"), answer => answer.At("status.observedGeneration") == "1");
        created.Metadata.AsObject().Remove("resourceVersion");
        created.Json["status"] = """
            {"replicas": 0, "observedGeneration": 1, "collisionCount": 0, "conditions": [{"type": "Made", "status": "True"}]}
            """.ToObject();
        created.Json["spec"]!["replicas"] = 7;

        var put = (await ns.Api.PutAsync(ns.Path("apps/v1/statefulsets", "put/status"), created.Json)).Expect(200);

        Assert.Equal(("Made", "0", "1"), (put.At("status.conditions.0.type"), put.At("spec.replicas"), put.At("metadata.generation")));
    }

    [ContractFact]
    public async Task Status_of_a_kind_without_one_answers_404()
    {
        await ns.CreateConfigMapAsync("plain");

        var refused = (await ns.ReadAsync("configmaps", "plain/status")).ExpectFailure(404, "NotFound");

        Assert.Equal("the server could not find the requested resource", refused.Message);
    }
}
