namespace Allocator.Contract;

public sealed class PodEventTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Events_tell_that_a_pod_was_scheduled_pulled_created_and_started()
    {
        var pod = await ns.RunAsync(Build.Pod("told", "true"));

        Assert.Equal(
            [
                $"Normal: Successfully assigned {ns.Name}/told to {pod.Text("spec.nodeName")}",
                $"Normal: Container image \"{ContractCluster.Image}\" already present on machine",
                "Normal: Created container main",
                "Normal: Started container main",
            ],
            [
                await EventAsync(pod.Uid(), "Scheduled"), await EventAsync(pod.Uid(), "Pulled"), await EventAsync(pod.Uid(), "Created"),
                await EventAsync(pod.Uid(), "Started"),
            ]);
    }

    [ContractFact]
    public async Task Event_names_its_pod_and_container()
    {
        var pod = await ns.RunAsync(Build.Pod("named", "true"));

        var started = await ns.UntilEventAsync(pod.Uid(), "Started");

        var about = started["involvedObject"];
        Assert.Equal(
            ("Pod", ns.Name, "named", pod.Uid(), "v1", "spec.containers{main}"),
            (about.Text("kind"), about.Text("namespace"), about.Text("name"), about.Text("uid"), about.Text("apiVersion"), about.Text("fieldPath")));
        Assert.StartsWith("named.", started.Name(), StringComparison.Ordinal);
        Assert.Equal(("kubelet", pod.Text("spec.nodeName"), 1), (started.Text("source.component"), started.Text("source.host"), started.Read<int>("count")));
        Assert.NotEqual(default, started.Read<DateTimeOffset>("firstTimestamp"));
        Assert.Equal(started.Read<DateTimeOffset>("firstTimestamp"), started.Read<DateTimeOffset>("lastTimestamp"));
    }

    [ContractFact]
    public async Task Event_that_repeats_is_counted()
    {
        var uid = (await ns.CreateAsync(Build.Pod("counted", "true", spec: """{"restartPolicy": "Always"}"""))).Uid();

        var started = await ns.UntilEventAsync(uid, "Started", item => item.Read<int>("count") > 1);

        Assert.True(started.Read<DateTimeOffset>("firstTimestamp") <= started.Read<DateTimeOffset>("lastTimestamp"));
        Assert.Single((await ns.Api.GetAsync(ns.Path($"events?fieldSelector=involvedObject.uid={uid},reason=Started"))).Items);
    }

    private async Task<string> EventAsync(string uid, string reason)
    {
        var told = await ns.UntilEventAsync(uid, reason);
        return $"{told.Text("type")}: {told.Text("message")}";
    }
}
