namespace Allocator.Contract;

public sealed class ScaleTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Scale_says_replicas_and_selector()
    {
        foreach (var kind in new[] { "Deployment", "StatefulSet", "ReplicaSet" })
        {
            var resource = $"apps/v1/{kind.ToLowerInvariant()}s";
            var owner = await ns.CreateAsync(resource, Objects.Workload(kind, "read"));

            var scale = (await ns.ReadAsync(resource, "read/scale")).Expect(200);

            Assert.Equal(("autoscaling/v1", "Scale", owner.Uid), (scale.At("apiVersion"), scale.At("kind"), scale.Uid));
            // What is 0 is left out of the spec.
            Assert.Equal((null, "0", "app=read"), (scale.At("spec.replicas"), scale.At("status.replicas"), scale.At("status.selector")));
        }
    }

    [ContractFact]
    public async Task Patch_of_the_scale_sets_the_replicas()
    {
        var deployment = Objects.Deployment("patch");
        deployment["spec"]!["paused"] = true;
        await ns.CreateAsync(Objects.Deployments, deployment);

        var scale = (await ns.MergeAsync(Objects.Deployments, "patch/scale", """{"spec": {"replicas": 1}}""")).Expect(200);

        Assert.Equal(("Scale", "1"), (scale.At("kind"), scale.At("spec.replicas")));
        Assert.Equal(
            ("1", "2"),
            ((await ns.ReadAsync(Objects.Deployments, "patch")) is var read ? (read.At("spec.replicas"), read.At("metadata.generation")) : default));
    }

    [ContractFact]
    public async Task Put_of_the_scale_sets_the_replicas_and_needs_no_version()
    {
        await ns.CreateAsync("apps/v1/replicasets", Objects.Workload("ReplicaSet", "put"));
        var scale = Objects.Of("autoscaling/v1", "Scale", "put", """{"spec": {"replicas": 1}}""", $$"""{"namespace": "{{ns.Name}}"}""");

        (await ns.Api.PutAsync(ns.Path("apps/v1/replicasets", "put/scale"), scale)).Expect(200);

        Assert.Equal("1", (await ns.ReadAsync("apps/v1/replicasets", "put")).At("spec.replicas"));
    }

    [ContractFact]
    public async Task Scale_below_0_answers_422()
    {
        await ns.CreateAsync(Objects.Deployments, Objects.Deployment("negative"));

        var refused = (await ns.MergeAsync(Objects.Deployments, "negative/scale", """{"spec": {"replicas": -1}}""")).ExpectFailure(422, "Invalid");

        Assert.Equal(
            "Scale.autoscaling \"negative\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0", refused.Message);
    }

    [ContractFact]
    public async Task Scale_of_an_old_version_or_another_uid_answers_409()
    {
        await ns.CreateAsync(Objects.Deployments, Objects.Deployment("stale"));

        (await ns.MergeAsync(Objects.Deployments, "stale/scale", """{"metadata": {"resourceVersion": "1"}, "spec": {"replicas": 1}}"""))
            .ExpectFailure(409, "Conflict");
        (await ns.MergeAsync(Objects.Deployments, "stale/scale", """{"metadata": {"uid": "other"}}""")).ExpectFailure(409, "Conflict");
    }

    [ContractFact]
    public async Task Scale_of_an_absent_object_answers_404_and_cannot_be_deleted()
    {
        (await ns.ReadAsync(Objects.Deployments, "absent/scale")).ExpectFailure(404, "NotFound");
        (await ns.RemoveAsync(Objects.Deployments, "absent/scale")).ExpectFailure(405, "MethodNotAllowed");
    }
}
