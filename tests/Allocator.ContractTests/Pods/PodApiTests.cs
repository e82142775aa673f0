using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class PodApiTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Create_pod_fills_in_the_defaults()
    {
        var pod = await ns.CreateAsync(Build.Object("v1", "Pod", "defaults", $$$"""
            {"spec": {
                "nodeSelector": {"disk": "made-of-gold"}, "automountServiceAccountToken": false,
                "containers": [{"name": "main", "image": "{{{ContractCluster.Image}}}", "ports": [{"containerPort": 7}]}]}}
            """));

        Assert.Equal("Pending", pod.Text("status.phase"));
        var spec = pod["spec"];
        Assert.Equal(
            ("Always", "ClusterFirst", "default-scheduler", "default", 30),
            (spec.Text("restartPolicy"), spec.Text("dnsPolicy"), spec.Text("schedulerName"), spec.Text("serviceAccountName"),
                spec.Read<int>("terminationGracePeriodSeconds")));
        var container = spec.Node("containers.0");
        Assert.Equal(
            ("IfNotPresent", "/dev/termination-log", "File", "TCP"),
            (container.Text("imagePullPolicy"), container.Text("terminationMessagePath"), container.Text("terminationMessagePolicy"),
                container.Text("ports.0.protocol")));
    }

    [ContractFact]
    public async Task Create_pod_mounts_its_service_accounts_token()
    {
        await ns.UntilCreatedAsync(Build.Pod(
            "token",
            "cat /var/run/secrets/kubernetes.io/serviceaccount/namespace",
            spec: """{"restartPolicy": "Never", "automountServiceAccountToken": true}"""));

        await ns.UntilPhaseAsync("token", "Succeeded");
        Assert.Equal(ns.Name, await ns.LogAsync("token"));
    }

    [ContractFact]
    public async Task Create_pod_of_an_absent_service_account_is_forbidden()
    {
        var answer = await ns.PostAsync(Build.Pod("nobody", "true", spec: """{"serviceAccountName": "nobody"}"""));

        answer.ExpectFailure(403, "Forbidden");
        Assert.Equal($"pods \"nobody\" is forbidden: error looking up service account {ns.Name}/nobody: serviceaccount \"nobody\" not found", answer.Message);
    }

    [ContractFact]
    public async Task Create_pod_without_containers_is_invalid()
    {
        var answer = await ns.PostAsync(Build.Object("v1", "Pod", "empty", """{"spec": {"containers": []}}"""));

        answer.ExpectFailure(422, "Invalid");
        Assert.Equal("Pod \"empty\" is invalid: spec.containers: Required value", answer.Message);
    }

    [ContractFact]
    public async Task Create_pod_that_mounts_an_undeclared_volume_is_invalid()
    {
        var answer = await ns.PostAsync(Build.Pod("mount", "true", """{"volumeMounts": [{"name": "data", "mountPath": "/data"}]}"""));

        answer.ExpectFailure(422, "Invalid");
        Assert.Equal("Pod \"mount\" is invalid: spec.containers[0].volumeMounts[0].name: Not found: \"data\"", answer.Message);
    }

    [ContractFact]
    public async Task Change_of_a_pods_spec_is_invalid_but_for_its_images()
    {
        await ns.CreateAsync(Build.Pod("fixed", "true", spec: """{"nodeSelector": {"disk": "made-of-gold"}}"""));
        var command = await ns.Api.JsonPatchAsync(ns.Path("pods", "fixed"), Replace("command", """["false"]"""));
        command.ExpectFailure(422, "Invalid");
        Assert.StartsWith(
            "Pod \"fixed\" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`",
            command.Message,
            StringComparison.Ordinal);

        var image = await ns.Api.JsonPatchAsync(ns.Path("pods", "fixed"), Replace("image", "\"registry.local/other:1\""));
        Assert.Equal("registry.local/other:1", image.Expect(200).Json.Text("spec.containers.0.image"));

        static JsonArray Replace(string field, string value) =>
            JsonNode.Parse($$"""[{"op": "replace", "path": "/spec/containers/0/{{field}}", "value": {{value}}}]""")!.AsArray();
    }

    [ContractFact]
    public async Task Change_of_a_pods_labels_does_not_disturb_its_containers()
    {
        await ns.CreateAsync(Build.Pod("labels", "sleep 600"));
        await ns.UntilReadyAsync("labels");

        await ns.MergePatchAsync("pods", "labels", """{"metadata": {"labels": {"tier": "back"}}}""");

        var pod = (await ns.Api.UntilAsync(ns.Path("pods?labelSelector=tier=back"), answer => answer.Items.Count == 1)).Items[0];
        Assert.Equal(("True", 0), (pod.Condition("Ready").Status, pod.Container().Read<int>("restartCount")));
    }

    [ContractFact]
    public async Task Status_of_a_pod_is_a_subresource_that_a_change_of_the_pod_leaves_alone()
    {
        await ns.CreateAsync(Build.Pod("status", "true", spec: """{"nodeSelector": {"disk": "made-of-gold"}}"""));

        var ignored = await ns.MergePatchAsync("pods", "status", """{"status": {"phase": "Failed"}}""");
        var taken = await ns.MergePatchAsync("pods", "status/status", """{"status": {"phase": "Failed", "message": "says the test"}}""");

        Assert.Equal(("Pending", "Failed", "says the test"), (ignored.Text("status.phase"), taken.Text("status.phase"), taken.Text("status.message")));
    }

    [ContractFact]
    public async Task Pods_are_selected_by_phase_and_node_name()
    {
        // Other tests of the namespace have pods too.
        await ns.RunAsync(Build.Pod("done", "true"));

        var succeeded = await ns.Api.GetAsync(ns.Path("pods?fieldSelector=status.phase=Succeeded,metadata.name=done"));
        var running = await ns.Api.GetAsync(ns.Path("pods?fieldSelector=status.phase=Running,metadata.name=done"));
        var ofNode = await ns.Api.GetAsync(ns.Path($"pods?fieldSelector=spec.nodeName={succeeded.Items[0].Text("spec.nodeName")}"));

        Assert.Equal(["done"], succeeded.Names);
        Assert.Empty(running.Names);
        Assert.Contains("done", ofNode.Names);
    }
}
