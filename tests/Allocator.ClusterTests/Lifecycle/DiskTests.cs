using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>An instance's disk: its data outlives the pod, and it goes with the instance.</summary>
public sealed class DiskTests(ClusterFixture cluster)
{
    private const string DefaultClass = "storageclass.kubernetes.io/is-default-class";

    [ClusterFact]
    public async Task Disk_pod_is_replaced_keeps_its_data_and_endpoints_follow()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var allocator = AllocateEcho("disk-follow");
        await using var handle = await allocator.CreateAsync(cancellationToken: cancellationToken);
        await using var endpoint = await handle.ConnectAsync("echo", cancellationToken);
        Assert.Equal("before", await Echo.ExchangeAsync(endpoint, "before"));
        (await handle.ExecAsync(["sh", "-c", "echo precious > /data/file"], cancellationToken: cancellationToken)).EnsureSuccess();
        var pod = await PodOfAsync(handle.Name);

        await cluster.Admin.RunAsync("delete", "pod", pod);

        Assert.Equal("after", await Echo.ExchangeAsync(endpoint, "after"));
        Assert.NotEqual(pod, await PodOfAsync(handle.Name));
        var read = (await handle.ExecAsync(["sh", "-c", "cat /data/file; wc -l < /data/starts"], cancellationToken: cancellationToken)).EnsureSuccess();
        Assert.Equal("precious\n2\n", read.StandardOutput);
    }

    [ClusterFact]
    public async Task Disk_is_of_the_size_and_class_of_the_options_and_goes_with_the_instance()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var storageClass = await CreateStorageClassAsync();
        try
        {
            await using var allocator = AllocateEcho("disk-options", storageClass);
            await using var handle = await allocator.CreateAsync(cancellationToken: cancellationToken);

            var claim = (await cluster.Admin.GetJsonAsync("persistentvolumeclaim", handle.Name))["spec"]!;
            Assert.Equal("48Mi", claim["resources"]!["requests"]!["storage"]!.GetValue<string>());
            Assert.Equal(storageClass, claim["storageClassName"]!.GetValue<string>());
            Assert.Equal([claim["volumeName"]!.GetValue<string>()], await PersistentVolumes.OfInstanceAsync(cluster, handle.Name));

            await handle.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, cancellationToken);

            await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, handle.Name));
            await Eventually.EmptyAsync(() => PersistentVolumes.OfInstanceAsync(cluster, handle.Name));
        }
        finally
        {
            await cluster.Admin.ExecuteAsync(["delete", "storageclass", storageClass], cancellationToken: CancellationToken.None);
        }
    }

    private InstanceAllocator AllocateEcho(string service, string? storageClass = null) =>
        cluster.Allocate(service, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "echo.yaml.gotmpl")), options =>
        {
            options.Parameters["image"] = "registry.local/busybox:1.35";
            options.Disk.Size = "48Mi";
            options.Disk.StorageClass = storageClass;
        });

    private async Task<string> PodOfAsync(string instance)
    {
        var pods = (await cluster.Admin.GetJsonAsync("pods", "-l", $"allocator.dev/instance={instance}"))["items"]!.AsArray();
        return Assert.Single(pods)!["metadata"]!["name"]!.GetValue<string>();
    }

    /// <summary>A copy of the cluster's default class under a name of this run.</summary>
    private async Task<string> CreateStorageClassAsync()
    {
        var classes = (await cluster.Admin.GetJsonAsync("storageclasses"))["items"]!.AsArray();
        var copy = classes.Single(item => item!["metadata"]!["annotations"]?[DefaultClass]?.GetValue<string>() == "true")!.DeepClone();
        copy["metadata"] = new JsonObject { ["name"] = $"{cluster.Namespace}-disk" };
        await cluster.Admin.ExecuteAsync(["create", "-f", "-"], copy.ToJsonString(), TestContext.Current.CancellationToken);
        return copy["metadata"]!["name"]!.GetValue<string>();
    }
}
