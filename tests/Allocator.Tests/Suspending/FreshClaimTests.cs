using System.Text.Json.Nodes;

namespace Allocator.Suspending;

public sealed class FreshClaimTests
{
    [Fact]
    public void Of_bound_claim_keeps_what_its_owner_said_and_drops_what_binding_added()
    {
        var fresh = FreshClaim.Of(Recorded.Claim("old"));

        Assert.Equal("old", fresh.Uid);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {
                  "apiVersion": "v1", "kind": "PersistentVolumeClaim",
                  "metadata": {
                    "name": "db-0a1b2c3d",
                    "labels": {"allocator.dev/instance": "db-0a1b2c3d", "app": "db"},
                    "annotations": {"example.com/team": "blue", "volume.beta.kubernetes.io/storage-class": "fast"},
                    "ownerReferences": [{"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "name": "db-0a1b2c3d", "uid": "root-uid", "controller": false, "blockOwnerDeletion": true}]
                  },
                  "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}, "volumeMode": "Filesystem"}
                }
                """),
            fresh.Manifest), fresh.Manifest.ToJsonString());
    }

    [Fact]
    public void Of_claim_that_names_its_volume_itself_throws()
    {
        var claim = Recorded.Claim("old", volume: "my-volume");
        claim["metadata"]!["annotations"]!.AsObject().Remove("pv.kubernetes.io/bound-by-controller");

        var failure = Assert.Throws<AllocatorException>(() => FreshClaim.Of(claim));

        Assert.Contains("names its volume, 'my-volume', itself", failure.Message, StringComparison.Ordinal);
    }
}
