namespace Allocator.Manifests;

public sealed class PreparedObjectTests
{
    [Fact]
    public async Task WithOwner_refers_to_the_root_in_a_copy()
    {
        const string Spec = "spec: {template: {spec: {}}, volumeClaimTemplates: [{metadata: {name: data}}, {spec: {}}]}";
        var prepared = Assert.Single((await Prepared.FromAsync(Prepared.Object("apps/v1", "StatefulSet", Spec))).Objects);
        var before = prepared.Object.ToJsonString();

        var owned = prepared.WithOwner("db-0a1b2c3d", "uid-1");

        Assert.Equal(before, prepared.Object.ToJsonString());
        Assert.Equal(
            """[{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","name":"db-0a1b2c3d","uid":"uid-1","controller":false,"blockOwnerDeletion":true}]""",
            owned.NodeAt("metadata", "ownerReferences")!.ToJsonString());
        Assert.All(
            owned.ObjectsAt("spec", "volumeClaimTemplates"),
            claim => Assert.Equal(
                """[{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","name":"db-0a1b2c3d","uid":"uid-1","controller":false}]""",
                claim.NodeAt("metadata", "ownerReferences")!.ToJsonString()));
        Assert.Null(owned.NodeAt("spec", "template", "metadata", "ownerReferences"));
    }
}
