using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class DeploymentTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Deployments = "apps/v1/deployments";
    private const string ReplicaSets = "apps/v1/replicasets";

    [ContractFact]
    public async Task Deployment_owns_a_replica_set_that_owns_its_pods()
    {
        var deployment = await ns.CreateAsync(Deployment("owner", "sleep 600"));
        var pod = (await ns.UntilPodsAsync("owner", pods => pods.Count == 1))[0];

        var hash = pod.Text("metadata.labels.pod-template-hash");
        Assert.NotEmpty(hash);
        Assert.Matches($"^owner-{hash}-[a-z0-9]{{5}}$", pod.Name());
        var set = await ns.GetAsync(ReplicaSets, $"owner-{hash}");
        AssertOwned(set, "Deployment", deployment);
        AssertOwned(pod, "ReplicaSet", set);
        Assert.Equal(hash, set.Text("metadata.labels.pod-template-hash"));
        Assert.Equal(hash, set.Text("spec.selector.matchLabels.pod-template-hash"));
    }

    [ContractFact]
    public async Task Deployment_whose_pods_are_ready_is_available_and_progressed()
    {
        await ns.CreateAsync(Deployment("ready", "sleep 600"));

        var deployment = await ns.UntilAsync(Deployments, "ready", now =>
            now.Read<int>("status.availableReplicas") == 1 && now.Condition("Progressing").Reason == "NewReplicaSetAvailable");

        var status = deployment["status"];
        Assert.Equal((1, 1, 1), (status.Read<int>("replicas"), status.Read<int>("updatedReplicas"), status.Read<int>("readyReplicas")));
        Assert.Null(status.Node("unavailableReplicas"));
        Assert.Equal(deployment.Read<long>("metadata.generation"), status.Read<long>("observedGeneration"));
        Assert.Equal(("True", "MinimumReplicasAvailable", "Deployment has minimum availability."), deployment.Condition("Available"));
        var hash = (await ns.UntilPodsAsync("ready", pods => pods.Count == 1))[0].Text("metadata.labels.pod-template-hash");
        Assert.Equal(
            ("True", "NewReplicaSetAvailable", $"ReplicaSet \"ready-{hash}\" has successfully progressed."), deployment.Condition("Progressing"));
        Assert.Equal("1", deployment["metadata"]!["annotations"]!["deployment.kubernetes.io/revision"]!.GetValue<string>());
    }

    [ContractFact]
    public async Task Deployment_whose_pods_are_not_ready_is_unavailable_and_progressing()
    {
        await ns.CreateAsync(Deployment("unready", "sleep 600", container: NeverReady));

        var deployment = await ns.UntilAsync(Deployments, "unready", now => now.Condition("Progressing").Reason == "ReplicaSetUpdated");

        Assert.Equal(("False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability."), deployment.Condition("Available"));
        Assert.EndsWith(" is progressing.", deployment.Condition("Progressing").Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (deployment.Read<int>("status.unavailableReplicas"), deployment.Read<int>("status.readyReplicas")));
    }

    [ContractFact]
    public async Task Deployment_that_makes_no_progress_in_time_says_so()
    {
        await ns.CreateAsync(Deployment("late", "sleep 600", """{"progressDeadlineSeconds": 1}""", NeverReady));

        var deployment = await ns.UntilAsync(Deployments, "late", now => now.Condition("Progressing").Status == "False");

        var hash = (await ns.UntilPodsAsync("late", pods => pods.Count == 1))[0].Text("metadata.labels.pod-template-hash");
        Assert.Equal(("False", "ProgressDeadlineExceeded", $"ReplicaSet \"late-{hash}\" has timed out progressing."), deployment.Condition("Progressing"));
    }

    [ContractFact]
    public async Task Deployment_pod_is_available_only_after_its_minimum_ready_time()
    {
        await ns.CreateAsync(Deployment("minimum", "sleep 600", """{"minReadySeconds": 600, "progressDeadlineSeconds": 900}"""));

        var deployment = await ns.UntilAsync(Deployments, "minimum", now => now.Read<int>("status.readyReplicas") == 1);

        Assert.Equal((0, 1), (deployment.Read<int>("status.availableReplicas"), deployment.Read<int>("status.unavailableReplicas")));
        Assert.Equal("False", deployment.Condition("Available").Status);
    }

    [ContractFact]
    public async Task Deployment_may_be_scaled_up_down_and_to_0()
    {
        await ns.CreateAsync(Deployment("scaled", "sleep 600"));

        await ns.MergePatchAsync(Deployments, "scaled", """{"spec": {"replicas": 2}}""");
        await ns.UntilAsync(Deployments, "scaled", now => now.Read<int>("status.readyReplicas") == 2);
        await ns.MergePatchAsync(Deployments, "scaled", """{"spec": {"replicas": 1}}""");
        await ns.UntilPodsAsync("scaled", pods => pods.Count == 1);
        await ns.MergePatchAsync(Deployments, "scaled", """{"spec": {"replicas": 0}}""");
        await ns.UntilPodsAsync("scaled", pods => pods.Count == 0);

        var deployment = await ns.UntilAsync(Deployments, "scaled", now =>
            now.Read<int>("status.replicas") == 0 && now.Read<long>("status.observedGeneration") == now.Read<long>("metadata.generation"));
        Assert.Null(deployment.Node("status.readyReplicas"));
        Assert.Equal(("True", "MinimumReplicasAvailable"), (deployment.Condition("Available").Status, deployment.Condition("Available").Reason));
    }

    [ContractFact]
    public async Task Scale_of_a_deployment_is_a_subresource()
    {
        await ns.CreateAsync(Deployment("scale", "sleep 600", """{"replicas": 0}"""));

        var scale = await ns.GetAsync(Deployments, "scale/scale");
        Assert.Equal(("autoscaling/v1", "Scale", "scale"), (scale.Text("apiVersion"), scale.Text("kind"), scale.Name()));
        Assert.Equal("app=scale", scale.Text("status.selector"));
        await ns.MergePatchAsync(Deployments, "scale/scale", """{"spec": {"replicas": 1}}""");

        Assert.Equal(1, (await ns.GetAsync(Deployments, "scale")).Read<int>("spec.replicas"));
        await ns.UntilPodsAsync("scale", pods => pods.Count == 1);
    }

    [ContractFact]
    public async Task Change_of_the_template_rolls_out_a_second_replica_set()
    {
        await ns.CreateAsync(Deployment("rolls", "sleep 600"));
        await ns.UntilAsync(Deployments, "rolls", now => now.Read<int>("status.readyReplicas") == 1);
        var before = (await ns.UntilPodsAsync("rolls", pods => pods.Count == 1))[0];

        await ns.MergePatchAsync(Deployments, "rolls", """{"spec": {"template": {"metadata": {"annotations": {"version": "2"}}}}}""");

        var after = (await ns.UntilPodsAsync("rolls", pods => pods.Count == 1 && pods[0].Uid() != before.Uid()))[0];
        Assert.NotEqual(before.Text("metadata.labels.pod-template-hash"), after.Text("metadata.labels.pod-template-hash"));
        var deployment = await ns.UntilAsync(Deployments, "rolls", now =>
            now.Read<int>("status.updatedReplicas") == 1 && now.Read<int>("status.replicas") == 1 && now.Read<int>("status.availableReplicas") == 1);
        Assert.Equal("2", deployment["metadata"]!["annotations"]!["deployment.kubernetes.io/revision"]!.GetValue<string>());
        var old = await ns.GetAsync(ReplicaSets, $"rolls-{before.Text("metadata.labels.pod-template-hash")}");
        Assert.Equal(0, old.Read<int>("spec.replicas"));
    }

    [ContractFact]
    public async Task Rolling_update_keeps_the_old_pod_until_the_new_one_is_ready()
    {
        await ns.CreateAsync(Deployment("keeps", "sleep 600"));
        await ns.UntilAsync(Deployments, "keeps", now => now.Read<int>("status.readyReplicas") == 1);

        await ns.MergePatchAsync(Deployments, "keeps", """
            {"spec": {"template": {"spec": {"containers": [{"name": "main", "image": "registry.local/no-such-image:9"}]}}}}
            """);

        var pods = await ns.UntilPodsAsync("keeps", pods => pods.Any(pod => pod.Container().Text("state.waiting.reason") == "ImagePullBackOff"));
        Assert.Equal(2, pods.Count);
        var deployment = await ns.UntilAsync(Deployments, "keeps", now =>
            now.Read<int>("status.replicas") == 2 && now.Read<int>("status.updatedReplicas") == 1);
        Assert.Equal(
            (1, 1), (deployment.Read<int>("status.readyReplicas"), deployment.Read<int>("status.unavailableReplicas")));
        Assert.Equal("True", deployment.Condition("Available").Status);
    }

    [ContractFact]
    public async Task Recreate_ends_the_old_pods_before_it_creates_new_ones()
    {
        await ns.CreateAsync(Deployment("recreated", "sleep 600", """{"strategy": {"type": "Recreate"}}"""));
        await ns.UntilAsync(Deployments, "recreated", now => now.Read<int>("status.readyReplicas") == 1);
        var list = await ns.Api.GetAsync(ns.Path("pods?labelSelector=app=recreated"));

        await ns.MergePatchAsync(Deployments, "recreated", """{"spec": {"template": {"metadata": {"annotations": {"version": "2"}}}}}""");

        var changes = new List<string>();
        await foreach (var change in ns.Api.WatchAsync(ns.Path(
            $"pods?watch=true&labelSelector=app=recreated&resourceVersion={list.Metadata.Text("resourceVersion")}")))
        {
            changes.Add(change.Text("type"));
            if (changes[^1] == "ADDED")
                break;
        }

        Assert.Equal("DELETED", changes[^2]);
    }

    [ContractFact]
    public async Task Deployment_whose_selector_does_not_select_its_pods_is_invalid()
    {
        var answer = await ns.PostAsync(Deployment("selector", "true", """{"selector": {"matchLabels": {"app": "other"}}}"""));

        answer.ExpectFailure(422, "Invalid");
        Assert.Contains("`selector` does not match template `labels`", answer.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Deployments_selector_cannot_be_changed()
    {
        await ns.CreateAsync(Deployment("immutable", "true", """{"replicas": 0}"""));

        var answer = await ns.Api.MergePatchAsync(ns.Path(Deployments, "immutable"), JsonNode.Parse("""
            {"spec": {"selector": {"matchLabels": {"tier": "back"}}, "template": {"metadata": {"labels": {"tier": "back"}}}}}
            """)!);

        answer.ExpectFailure(422, "Invalid");
        Assert.EndsWith("field is immutable", answer.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Deployment_is_filled_in_with_its_defaults()
    {
        var spec = (await ns.CreateAsync(Deployment("defaults", "true", """{"paused": true}""")))["spec"];

        Assert.Equal(
            (1, "RollingUpdate", "25%", "25%", 600, 10),
            (spec.Read<int>("replicas"), spec.Text("strategy.type"), spec.Text("strategy.rollingUpdate.maxSurge"),
                spec.Text("strategy.rollingUpdate.maxUnavailable"), spec.Read<int>("progressDeadlineSeconds"), spec.Read<int>("revisionHistoryLimit")));
        Assert.Equal("Always", spec.Text("template.spec.restartPolicy"));
    }

    private const string NeverReady = """{"readinessProbe": {"exec": {"command": ["false"]}}}""";

    private static JsonObject Deployment(string name, string script, string spec = "{}", string container = "{}") =>
        Build.Workload("Deployment", name, script, spec, container);

    private static void AssertOwned(JsonNode dependent, string kind, JsonNode owner)
    {
        var reference = Assert.Single(dependent.List("metadata.ownerReferences"));
        Assert.Equal((kind, owner.Name(), owner.Uid()), (reference.Text("kind"), reference.Text("name"), reference.Text("uid")));
        Assert.Equal((true, true), (reference.Read<bool>("controller"), reference.Read<bool>("blockOwnerDeletion")));
    }
}
