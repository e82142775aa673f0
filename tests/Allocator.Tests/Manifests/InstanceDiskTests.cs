namespace Allocator.Manifests;

public sealed class InstanceDiskTests
{
    private const string Mount = ", volumes: [{name: d, persistentVolumeClaim: {claimName: db-0a1b2c3d}}]";

    [Fact]
    public async Task For_pod_that_mounts_the_claim_adds_it()
    {
        var scope = Prepared.Scope with { Disk = new DiskSettings("2Gi", "fast") };

        var prepared = await Prepared.FromAsync(Prepared.Deployment(pod: Mount), scope);

        Assert.True(prepared.UsesDisk);
        Assert.Equal(ResourceKind.PersistentVolumeClaim, prepared.Objects[0].Kind);
        Assert.Equal(
            Rendered.Canonical("""
                {
                  "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"2Gi"}},"storageClassName":"fast"},
                  "apiVersion":"v1","kind":"PersistentVolumeClaim",
                  "metadata":{"name":"db-0a1b2c3d","namespace":"dev","labels":{
                    "allocator.dev/service":"db","allocator.dev/owner":"0123456789abcdef0123456789abcdef01234567",
                    "allocator.dev/instance":"db-0a1b2c3d","allocator.dev/session":"session-1"}}
                }
                """),
            prepared.Objects[0].Object.ToJsonString());
    }

    [Fact]
    public async Task For_claim_of_the_template_adds_none()
    {
        var prepared = await Prepared.FromAsync($"{Prepared.Deployment(pod: Mount)}\n---\n{Prepared.Object("v1", "PersistentVolumeClaim")}");

        Assert.False(prepared.UsesDisk);
        Assert.Equal(2, prepared.Objects.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", volumes: [{name: d, emptyDir: {}}]")]
    [InlineData(", volumes: [{name: d, persistentVolumeClaim: {claimName: db-0a1b2c3d-b}}]")]
    [InlineData(", volumes: [{name: d, gcePersistentDisk: {pdName: another}}]")]
    public async Task For_pod_that_does_not_mount_the_claim_adds_none(string volumes) =>
        Assert.False((await Prepared.FromAsync(Prepared.Deployment(pod: volumes))).UsesDisk);

    [Fact]
    public async Task For_compute_engine_disk_keeps_read_only()
    {
        const string Disk = ", volumes: [{name: d, gcePersistentDisk: {pdName: db-0a1b2c3d, partition: 1, readOnly: true}}]";

        var prepared = await Prepared.FromAsync(Prepared.Deployment(pod: Disk));

        Assert.Equal(
            """[{"name":"d","persistentVolumeClaim":{"claimName":"db-0a1b2c3d","readOnly":true}}]""",
            prepared.Objects[1].Object.NodeAt("spec", "template", "spec", "volumes")!.ToJsonString());
    }

    [Fact]
    public async Task For_size_that_is_no_quantity_says_so()
    {
        var scope = Prepared.Scope with { Disk = new DiskSettings("50GiB") };

        var refused = await Assert.ThrowsAsync<AllocatorException>(() => Prepared.FromAsync(Prepared.Deployment(pod: Mount), scope));

        Assert.Equal("The disk size '50GiB' of the service 'db' is not a quantity such as 50Gi or 500Mi.", refused.Message);
    }

    [Theory]
    [InlineData("50Gi", true)]
    [InlineData("0.5Ti", true)]
    [InlineData(".5G", true)]
    [InlineData("1e9", true)]
    [InlineData("1000m", true)]
    [InlineData("+1k", true)]
    [InlineData("0", false)]
    [InlineData("0.0Gi", false)]
    [InlineData("-1Gi", false)]
    [InlineData("1 Gi", false)]
    [InlineData("1gi", false)]
    [InlineData("Gi", false)]
    [InlineData("", false)]
    [InlineData("1Gi\n", false)]
    public void IsPositive_quantities(string text, bool expected) => Assert.Equal(expected, Quantity.IsPositive(text));
}
