namespace Allocator;

public sealed class NamespaceTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task Create_in_a_namespace_that_does_not_exist_says_so()
    {
        // Rights in a namespace that does not exist yet are given by a cluster role.
        var ns = $"{cluster.Namespace}-none";
        await cluster.Admin.CreateAsync("clusterrole", ns, "--verb=create,list", "--resource=leases");
        await cluster.Admin.CreateAsync("clusterrolebinding", ns, $"--clusterrole={ns}", $"--serviceaccount={cluster.Namespace}:{ClusterFixture.Account}");
        try
        {
            await cluster.User.In(ns).UntilAllowedAsync();
            await using var service = new FailingService(cluster, "nowhere", Workloads.ConfigMap, ns: ns);

            var failure = await service.FailAsync<AllocatorException>();

            Assert.StartsWith($"Namespace '{ns}' does not exist", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            await cluster.Admin.RunAsync("delete", "clusterrole,clusterrolebinding", ns);
        }
    }

    [ClusterFact]
    public async Task Create_in_a_namespace_without_any_right_names_the_right_and_the_namespace()
    {
        await using var service = new FailingService(cluster, "elsewhere", Workloads.ConfigMap, ns: "kube-public");

        var denied = await service.FailAsync<AccessDeniedException>();

        Assert.Equal(("create", "kube-public"), (denied.Verb, denied.Namespace));
    }

    [ClusterFact]
    public async Task Create_in_a_namespace_that_is_being_deleted_says_so()
    {
        await using var ns = await OwnNamespace.CreateAsync(cluster, "ending");

        // The namespace cannot end before these have, and the user keeps the rights that they give.
        const string hold = """{"metadata": {"finalizers": ["example.com/hold"]}}""";
        await ns.AdminAsync("patch", "role/allocator", "rolebinding/allocator", "--type=merge", "-p", hold);
        await ns.AdminAsync("delete", "namespace", ns.Name, "--wait=false");
        try
        {
            await using var service = new FailingService(cluster, "too-late", Workloads.ConfigMap, ns: ns.Name);

            var failure = await service.FailAsync<AllocatorException>();

            Assert.StartsWith($"Namespace '{ns.Name}' is being deleted", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            await ns.AdminAsync("patch", "role/allocator", "rolebinding/allocator", "--type=merge", "-p", """{"metadata": {"finalizers": null}}""");
        }
    }
}
