namespace Allocator;

public sealed class LeftoversTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task OfInstanceAsync_objects_of_several_kinds_finds_those_of_the_instance()
    {
        await cluster.Admin.CreateAsync("configmap", "left-1");
        await cluster.Admin.CreateAsync("secret", "generic", "left-1-key");
        await cluster.Admin.CreateAsync("role", "other", "--verb=get", "--resource=pods");
        await cluster.Admin.CreateAsync("configmap", "left-12");
        await cluster.Admin.RunAsync("label", "role", "other", "allocator.dev/instance=left-1");

        Assert.Equal(["ConfigMap/left-1", "Role/other", "Secret/left-1-key"], await FindAsync());

        await cluster.Admin.RunAsync("delete", "configmap/left-1", "secret/left-1-key", "role/other");

        Assert.Empty(await FindAsync());
    }

    [ClusterFact]
    public async Task InNamespaceAsync_labelled_object_finds_it_alone()
    {
        await cluster.Admin.CreateAsync("configmap", "labelled");
        await cluster.Admin.RunAsync("label", "configmap", "labelled", "allocator.dev/service=labelled");

        Assert.Equal(["ConfigMap/labelled"], await cluster.Leftovers.InNamespaceAsync(cluster.Namespace, "allocator.dev/service=labelled"));
    }

    private Task<IReadOnlyList<string>> FindAsync() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, "left-1");
}
