namespace Allocator.Contract;

public sealed class SchedulingTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public Task Pod_for_a_node_that_is_not_there_is_unschedulable() => IsUnschedulableAsync(
        "selector", """{"nodeSelector": {"disk": "made-of-gold"}}""", "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity.");

    [ContractFact]
    public Task Pod_that_requests_too_much_is_unschedulable() => IsUnschedulableAsync(
        "large", "{}", "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory.", """{"resources": {"requests": {"cpu": "9k", "memory": "9Pi"}}}""");

    [ContractFact]
    public Task Pod_of_an_absent_claim_is_unschedulable() => IsUnschedulableAsync(
        "claim",
        """{"volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "absent"}}]}""",
        "0/1 nodes are available: 1 persistentvolumeclaim \"absent\" not found.");

    [ContractFact]
    public async Task Quality_of_service_follows_requests_and_limits()
    {
        const string Nowhere = """{"nodeSelector": {"disk": "made-of-gold"}}""";

        var best = await ns.CreateAsync(Build.Pod("best", "true", """{"resources": {}}""", Nowhere));
        var burstable = await ns.CreateAsync(Build.Pod("burstable", "true", """{"resources": {"requests": {"cpu": "1m"}}}""", Nowhere));
        var guaranteed = await ns.CreateAsync(Build.Pod("guaranteed", "true", """{"resources": {"limits": {"cpu": "1m", "memory": "8Mi"}}}""", Nowhere));

        Assert.Equal(
            ("BestEffort", "Burstable", "Guaranteed"), (best.Text("status.qosClass"), burstable.Text("status.qosClass"), guaranteed.Text("status.qosClass")));
        Assert.Equal("8Mi", guaranteed.Text("spec.containers.0.resources.requests.memory"));
    }

    private async Task IsUnschedulableAsync(string name, string spec, string message, string container = "{}")
    {
        var uid = (await ns.CreateAsync(Build.Pod(name, "true", container, spec))).Uid();

        var pod = await ns.UntilPodAsync(name, now => now.Condition("PodScheduled").Status != "");

        Assert.Equal(("False", "Unschedulable", message), pod.Condition("PodScheduled"));
        Assert.Equal("Pending", pod.Text("status.phase"));
        Assert.Single(pod.List("status.conditions"));
        Assert.Null(pod.Node("status.containerStatuses"));
        Assert.Null(pod.Node("spec.nodeName"));
        var failed = await ns.UntilEventAsync(uid, "FailedScheduling");
        Assert.Equal(("Warning", message), (failed.Text("type"), failed.Text("message")));
    }
}
