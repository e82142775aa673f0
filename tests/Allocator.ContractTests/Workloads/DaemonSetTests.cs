namespace Allocator.Contract;

public sealed class DaemonSetTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string DaemonSets = "apps/v1/daemonsets";

    [ContractFact]
    public async Task Daemon_set_runs_a_pod_on_each_node()
    {
        await ns.CreateAsync(Build.Workload("DaemonSet", "each", "sleep 600"));

        var set = await ns.UntilAsync(DaemonSets, "each", now => now.Read<int>("status.numberAvailable") == 1);

        var status = set["status"];
        Assert.Equal(
            (1, 1, 0, 1, 1),
            (status.Read<int>("desiredNumberScheduled"), status.Read<int>("currentNumberScheduled"), status.Read<int>("numberMisscheduled"),
                status.Read<int>("numberReady"), status.Read<int>("updatedNumberScheduled")));
        Assert.Equal(set.Read<long>("metadata.generation"), status.Read<long>("observedGeneration"));
        var nodes = (await ns.Api.GetAsync("api/v1/nodes")).Names;
        Assert.Equal(nodes, (await ns.UntilPodsAsync("each", _ => true)).Select(pod => pod.Text("spec.nodeName")));
    }

    [ContractFact]
    public async Task Daemon_set_for_nodes_that_are_not_there_has_no_pods()
    {
        await ns.CreateAsync(Build.Workload("DaemonSet", "none", "sleep 600", podSpec: """{"nodeSelector": {"disk": "made-of-gold"}}"""));

        var set = await ns.UntilAsync(DaemonSets, "none", now => now.Read<long>("status.observedGeneration") == 1);

        Assert.Equal((0, 0), (set.Read<int>("status.desiredNumberScheduled"), set.Read<int>("status.numberReady")));
        Assert.Empty(await ns.UntilPodsAsync("none", _ => true));
    }
}
