namespace Allocator;

/// <summary>Somebody else's objects at names that an instance needs: an error that names them, and they are left alone.</summary>
public sealed class TakenNameTests(ClusterFixture cluster)
{
    private static readonly CreateOptions s_keyed = new() { IdempotencyKey = "taken" };

    [ClusterFact]
    public async Task Create_lease_at_the_instances_name_is_named_and_left_alone()
    {
        await using var service = new FailingService(cluster, "taken-root", Workloads.ConfigMap);
        var name = await NameOfAsync(service);
        await CreateLeaseAsync(name);

        var failure = await service.FailAsync<AllocatorException>(s_keyed);

        Assert.Contains($"Lease '{name}'", failure.Message, StringComparison.Ordinal);
        Assert.Equal("lease.coordination.k8s.io/" + name, (await cluster.Admin.RunAsync("get", "lease", name, "-o", "name")).Trim());
        await cluster.Admin.RunAsync("delete", "lease", name);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Create_object_at_a_name_of_the_template_is_named_and_left_alone()
    {
        await using var service = new FailingService(cluster, "taken-object", Workloads.ConfigMap);
        var name = await NameOfAsync(service);
        await cluster.Admin.CreateAsync("configmap", name, "--from-literal=whose=mine");

        var failure = await service.FailAsync<AllocatorException>(s_keyed);

        Assert.Contains($"ConfigMap '{name}'", failure.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await cluster.Admin.RunAsync("get", "configmap", name, "-o", "jsonpath={.data.whose}"));
        await cluster.Admin.RunAsync("delete", "configmap", name);
        await service.LeavesNothingAsync();
    }

    [ClusterFact(Timeout = 300_000)]
    public async Task Create_lease_at_a_tickets_name_is_named_and_left_alone()
    {
        await using var service = new FailingService(cluster, "taken-place", Workloads.ConfigMap, options => options.MaxInstances = 1);
        const string ticket = "taken-place.all.0";
        await CreateLeaseAsync(ticket);

        var failure = await service.FailAsync<AllocatorException>();

        Assert.Contains($"Lease '{ticket}'", failure.Message, StringComparison.Ordinal);
        await cluster.Admin.RunAsync("delete", "lease", ticket);
        await service.LeavesNothingAsync();
    }

    private static async Task<string> NameOfAsync(FailingService service)
    {
        var instance = await service.CreateAsync(s_keyed);
        await instance.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, TestContext.Current.CancellationToken);
        return instance.Name;
    }

    private Task<string> CreateLeaseAsync(string name) => cluster.Admin.ExecuteAsync(
        ["create", "-f", "-"],
        $$"""{"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": { "name": "{{name}}" } }""",
        TestContext.Current.CancellationToken);
}
