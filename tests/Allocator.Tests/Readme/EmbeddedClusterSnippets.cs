using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Allocator.Readme;

/// <summary>The code of <c>docs/embedded-cluster.md</c> and of the README's part about it, as it stands there; <see cref="ReadmeTests"/> compares.</summary>
internal static class EmbeddedClusterSnippets
{
    public static async Task ImagesAsync()
    {
        await using var cluster = await EmbeddedCluster.StartAsync();
        cluster.Images.AddProgram("redis:7", "redis-server", "--bind", "$(POD_IP)", "--dir", "/data");
        cluster.Images.AddWebApplication("shop:1", 8080, (container, shop) =>
        {
            shop.MapGet("/stock", () => File.ReadAllTextAsync(container.HostPath("/data/stock.json")));
        });
        cluster.Images.Add("counter:1", async (container, stopping) =>
        {
            for (var count = 1; ; count++)
            {
                await container.Output.WriteLineAsync($"{container.PodName} counts {count}");
                await Task.Delay(TimeSpan.FromSeconds(1), container.TimeProvider, stopping);
            }
        });
        cluster.Images.Add(
            "shop:2",
            run: (container, stopping) => Shop.RunAsync(container, stopping),
            exec: async (container, command, cancellationToken) =>
            {
                var text = $"{string.Join(' ', command.Command)} in {container.PodName}\n";
                await command.StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
                return 0;
            });
        cluster.Images.AddProgram("postgres:16", "/usr/local/bin/postgres-for-tests").IgnoresCommand = true;

        await using var allocator = InstanceAllocator.Create(
            "shop",
            service => service.TemplatePath = "shop.yaml.gotmpl",
            options => options.Kubeconfig = cluster.Kubeconfig);
    }

    public static ClusterConnection User(EmbeddedCluster cluster)
    {
        var kubeconfig = cluster.AddUser("tester", "team-a");
        var connection = ClusterConnection.FromKubeconfigText(kubeconfig);
        return connection;
    }

    public static async Task TimeAsync(TimeProvider time)
    {
        await using var cluster = await EmbeddedCluster.StartAsync(new() { TimeProvider = time });
    }

    public static async Task FaultAsync(EmbeddedCluster cluster, InstanceAllocator allocator)
    {
        using var fault = cluster.Faults.Add(new() { Verb = "create", Resource = "leases.coordination.k8s.io", Outcome = FaultOutcome.DropAfter });
        await using var instance = await allocator.CreateAsync();
        Assert.Equal(1, fault.Hits);
    }

    public static void Outcomes(EmbeddedCluster cluster)
    {
        // Proceed: it is only late.
        cluster.Faults.Add(new() { Verb = "list", Resource = "pods", Latency = TimeSpan.FromSeconds(3) });

        // Refuse: an answer with this code, and with Retry-After.
        cluster.Faults.Add(new() { Outcome = FaultOutcome.Refuse, StatusCode = HttpStatusCode.TooManyRequests, RetryAfter = TimeSpan.FromSeconds(1) });

        // DropBefore: the connection breaks, and nothing is done.
        cluster.Faults.Add(new() { Verb = "patch", Outcome = FaultOutcome.DropBefore, Times = 3 });

        // DropAfter: it is done, and the connection breaks instead of an answer.
        cluster.Faults.Add(new() { Verb = "delete", Resource = "pods", Outcome = FaultOutcome.DropAfter });

        // DropThenCommit: the connection breaks, and it is done 200 ms later.
        cluster.Faults.Add(new() { Verb = "create", Outcome = FaultOutcome.DropThenCommit, Latency = TimeSpan.FromMilliseconds(200) });

        // CutWatch: a watch begins, and breaks at its first event.
        cluster.Faults.Add(new() { Resource = "pods", Outcome = FaultOutcome.CutWatch });
    }

    public static async Task WithoutRequestAsync(EmbeddedCluster cluster, InstanceAllocator allocator, InstanceHandle instance)
    {
        // Watches and pages that would resume get 410, as after a compaction of etcd.
        cluster.Faults.Compact();

        // The watches of pods that are open break.
        cluster.Faults.CutWatches("pods");

        // A controller does nothing until the result is disposed; then it makes up for it.
        using (cluster.Faults.Freeze("deployment-controller"))
            await allocator.ValidateAsync();

        // What was owned stays.
        using (cluster.Faults.FreezeGarbageCollector())
            await instance.DestroyAsync();
    }

    private static class Shop
    {
        public static async Task<int> RunAsync(ContainerContext container, CancellationToken stopping)
        {
            await container.Output.WriteLineAsync("open");
            await Task.Delay(Timeout.InfiniteTimeSpan, container.TimeProvider, stopping);
            return 0;
        }
    }
}
