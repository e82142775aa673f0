using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>A fresh disk under the same name.</summary>
public sealed class ResetDiskTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public Task ResetDisk_deployment_runs_again_on_an_empty_disk() => IsFreshAsync("reset-deploy", DiskTemplates.Deployment);

    [ClusterFact]
    public Task ResetDisk_statefulset_runs_again_on_empty_claims_of_its_templates() => IsFreshAsync("reset-stateful", EchoTemplates.StatefulSet);

    [ClusterFact]
    public async Task ResetDisk_suspended_instance_stays_suspended_with_a_fresh_disk()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "reset-suspended", DiskTemplates.Deployment);
        await instance.WriteAsync("precious");
        var before = await instance.ClaimAsync();
        await instance.Handle.SuspendAsync(cancellationToken: Token);

        await instance.Handle.ResetDiskAsync(cancellationToken: Token);

        Assert.Equal(InstanceState.Suspended, await instance.StateAsync());
        Assert.Empty(await instance.ListAsync("pods"));
        AssertFresh(before, await instance.ClaimAsync());
        await instance.Handle.ResumeAsync(cancellationToken: Token);
        Assert.Equal("", await instance.ReadAsync());
    }

    [ClusterFact]
    public async Task ResetDisk_instance_without_a_disk_is_refused_and_unchanged()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "reset-none", DiskTemplates.TwoWorkloads);

        var failure = await Assert.ThrowsAsync<AllocatorException>(() => instance.Handle.ResetDiskAsync(cancellationToken: Token));

        Assert.Contains("has no disk that could be reset. Nothing was changed.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(InstanceState.Ready, await instance.StateAsync());
        Assert.Equal(4, (await instance.ListAsync("pods")).Count);
    }

    private async Task IsFreshAsync(string service, string template)
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, service, template);
        await using var endpoint = await instance.Handle.ConnectAsync("echo", Token);
        await instance.WriteAsync("precious");
        var before = await instance.ClaimAsync();
        var progress = new ProgressLog();

        await instance.Handle.ResetDiskAsync(progress, Token);

        Assert.Equal(InstanceState.Ready, await instance.StateAsync());
        AssertFresh(before, await instance.ClaimAsync());
        Assert.Equal("", await instance.ReadAsync());
        Assert.Equal("after", await Echo.ExchangeAsync(endpoint, "after"));
        await progress.SeenAsync(report => report.Phase == InstancePhase.Stopping);
        await progress.SeenAsync(report => report.Phase == InstancePhase.Resetting);
        await progress.SeenAsync(report => report.Phase == InstancePhase.Ready);
        await instance.LeavesNothingAsync();
    }

    private static void AssertFresh(JsonNode before, JsonNode after)
    {
        Assert.NotEqual(before["metadata"]!["uid"]!.GetValue<string>(), after["metadata"]!["uid"]!.GetValue<string>());
        Assert.NotEqual(before["spec"]!["volumeName"]!.GetValue<string>(), after["spec"]!["volumeName"]?.GetValue<string>());
        foreach (var kept in new[] { "name", "labels", "ownerReferences" })
            Assert.Equal(before["metadata"]![kept]!.ToJsonString(), after["metadata"]![kept]!.ToJsonString());
        foreach (var kept in new[] { "accessModes", "resources", "storageClassName" })
            Assert.Equal(before["spec"]![kept]!.ToJsonString(), after["spec"]![kept]!.ToJsonString());
    }
}
