namespace Allocator.Embedded;

public sealed class SchedulerTests
{
    [Theory]
    [InlineData("\"nodeSelector\": { \"disk\": \"fast\" }", "", "1 node(s) didn't match Pod's node affinity")]
    [InlineData("", "\"resources\": { \"requests\": { \"cpu\": \"3\" } }", "1 Insufficient cpu")]
    [InlineData("", "\"resources\": { \"requests\": { \"cpu\": \"2001m\", \"memory\": \"2Gi\" } }", "1 Insufficient cpu, 1 Insufficient memory")]
    [InlineData(
        "\"volumes\": [ { \"name\": \"d\", \"persistentVolumeClaim\": { \"claimName\": \"absent\" } } ]",
        "",
        "1 persistentvolumeclaim \"absent\" not found")]
    public async Task A_pod_that_does_not_fit_stays_pending_and_says_why(string spec, string container, string problem)
    {
        await using var cluster = await NodeHarness.StartAsync(options: new() { Capacity = new(2, 1 << 30, 100) });

        cluster.CreatePod("big", "idle", container, spec);
        var told = await cluster.UntilEventAsync("big", "FailedScheduling");
        var status = await cluster.UntilAsync("big", status => status.Has("conditions"));

        var message = $"0/1 nodes are available: {problem}.";
        Assert.Equal(message, told.Text("message"));
        var condition = status.Member("conditions").Elements().Single();
        Assert.Equal(("PodScheduled", "False"), (condition.Text("type"), condition.Text("status")));
        Assert.Equal(("Unschedulable", message), (condition.Text("reason"), condition.Text("message")));
        Assert.False(status.Has("startTime"));
        Assert.Equal("Pending", status.Text("phase"));
    }

    [Fact]
    public async Task A_pod_is_bound_when_there_is_room_again()
    {
        await using var cluster = await NodeHarness.StartAsync(options: new() { Capacity = new(2, 1 << 30, 100) });
        const string half = "\"resources\": { \"requests\": { \"cpu\": \"1500m\" } }";
        cluster.CreatePod("first", "idle", half);
        await cluster.UntilPhaseAsync("first", "Running");
        cluster.CreatePod("second", "idle", half);
        await cluster.UntilEventAsync("second", "FailedScheduling");

        cluster.Delete("first");

        await cluster.UntilPhaseAsync("second", "Running");
        Assert.Equal("Successfully assigned test/second to embedded", (await cluster.UntilEventAsync("second", "Scheduled")).Text("message"));
    }

    [Fact]
    public async Task A_finished_pod_takes_no_room()
    {
        await using var cluster = await NodeHarness.StartAsync(
            images => images.Add("job", (_, _) => Task.FromResult(0)), new() { Capacity = new(2, 1 << 30, 1) });
        cluster.CreatePod("job", "job", spec: "\"restartPolicy\": \"Never\"");
        await cluster.UntilPhaseAsync("job", "Succeeded");

        cluster.CreatePod("web", "idle");
        await cluster.UntilPhaseAsync("web", "Running");

        cluster.CreatePod("more", "idle");
        Assert.Equal("0/1 nodes are available: 1 Too many pods.", (await cluster.UntilEventAsync("more", "FailedScheduling")).Text("message"));
    }

    [Fact]
    public async Task A_pod_waits_for_its_claim_to_be_bound()
    {
        await using var cluster = await NodeHarness.StartAsync();
        var claim = cluster.CreateClaim("data");
        cluster.CreatePod("web", "idle", spec: "\"volumes\": [ { \"name\": \"d\", \"persistentVolumeClaim\": { \"claimName\": \"data\" } } ]");
        var told = await cluster.UntilEventAsync("web", "FailedScheduling");
        Assert.Equal("0/1 nodes are available: 1 pod has unbound immediate PersistentVolumeClaims.", told.Text("message"));

        cluster.CreateVolume("pv");
        cluster.Core.Operations.Modify(claim, obj => obj.Child("spec")["volumeName"] = "pv");
        cluster.Core.Operations.SetStatus(claim, new() { ["phase"] = "Bound" });

        await cluster.UntilPhaseAsync("web", "Running");
    }

    [Fact]
    public async Task A_pod_whose_claim_waits_for_it_is_not_refused()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.Create(ResourceTypes.StorageClasses, "late", """{ "provisioner": "late", "volumeBindingMode": "WaitForFirstConsumer" }""");
        var claim = cluster.CreateClaim("data", """ "storageClassName": "late", """);
        cluster.CreatePod("web", "idle", spec: """ "volumes": [ { "name": "d", "persistentVolumeClaim": { "claimName": "data" } } ] """);
        cluster.CreatePod("other", "idle");
        await cluster.UntilPhaseAsync("other", "Running");
        Assert.Empty(cluster.Events("web"));

        cluster.CreateVolume("pv");
        cluster.Core.Operations.Modify(claim, obj => obj.Child("spec")["volumeName"] = "pv");
        cluster.Core.Operations.SetStatus(claim, new() { ["phase"] = "Bound" });

        await cluster.UntilPhaseAsync("web", "Running");
    }
}
