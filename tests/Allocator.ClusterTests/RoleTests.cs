namespace Allocator;

public sealed class RoleTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task User_of_the_documented_role_may_list_the_leases_of_the_namespace()
    {
        var leases = await cluster.User.GetJsonAsync("leases");

        Assert.Equal("List", leases["kind"]!.GetValue<string>());
    }

    [ClusterFact]
    public async Task User_of_the_documented_role_may_not_list_nodes()
    {
        var error = await Assert.ThrowsAsync<KubectlException>(() => cluster.User.RunAsync("get", "nodes"));

        Assert.Contains("nodes is forbidden", error.Message, StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task User_of_the_documented_role_may_not_list_leases_elsewhere()
    {
        var error = await Assert.ThrowsAsync<KubectlException>(() => cluster.User.RunAsync("get", "leases", "-n", "default"));

        Assert.Contains("leases.coordination.k8s.io is forbidden", error.Message, StringComparison.Ordinal);
    }
}
