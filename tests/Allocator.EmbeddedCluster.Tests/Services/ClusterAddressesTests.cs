namespace Allocator.Embedded;

public sealed class ClusterAddressesTests
{
    private const string SmallRange = "127.77.255.0/29";

    [Fact]
    public async Task Admit_service_gets_an_address_that_is_not_soon_given_again()
    {
        await using var cluster = TestCluster.Start(SmallRange);

        Assert.Equal("127.77.255.1", Address(cluster.Create(ResourceTypes.Services, Manifests.Service("a"))));
        Assert.Equal("127.77.255.2", Address(cluster.Create(ResourceTypes.Services, Manifests.Service("b"))));
        cluster.Operations.Delete(cluster.Get(ResourceTypes.Services, "b"));
        Assert.Equal("127.77.255.3", Address(cluster.Create(ResourceTypes.Services, Manifests.Service("c"))));
        Assert.Equal("""["127.77.255.3"]""", cluster.Get(ResourceTypes.Services, "c").Json.Member("spec", "clusterIPs").GetRawText());
    }

    [Fact]
    public async Task Admit_range_is_full_fails_until_one_is_free()
    {
        await using var cluster = TestCluster.Start(SmallRange);
        for (var i = 0; i < 6; i++)
            cluster.Create(ResourceTypes.Services, Manifests.Service($"s{i}"));

        var refusal = Assert.Throws<ApiException>(() => cluster.Create(ResourceTypes.Services, Manifests.Service("more")));
        Assert.Equal((500, "Internal error occurred: failed to allocate a serviceIP: range is full"), (refusal.Code, refusal.Message));
        cluster.Operations.Delete(cluster.Get(ResourceTypes.Services, "s3"));
        Assert.Equal("127.77.255.4", Address(cluster.Create(ResourceTypes.Services, Manifests.Service("more"))));
    }

    [Theory]
    [InlineData("127.77.255.1", "provided IP is already allocated")]
    [InlineData("127.77.255.0", "provided IP is not in the valid range. The range of valid IPs is 127.77.255.0/29")]
    [InlineData("1.2.3.4", "provided IP is not in the valid range. The range of valid IPs is 127.77.255.0/29")]
    public async Task Admit_wanted_address_that_cannot_be_had_is_invalid(string address, string problem)
    {
        await using var cluster = TestCluster.Start(SmallRange);
        cluster.Create(ResourceTypes.Services, Manifests.Service("first"));

        var refusal = Assert.Throws<ApiException>(() => cluster.Create(ResourceTypes.Services, Wanting(address)));

        Assert.Equal(422, refusal.Code);
        Assert.Equal(
            $"Service \"web\" is invalid: spec.clusterIPs: Invalid value: []string{{\"{address}\"}}: " +
            $"failed to allocated ip:{address} with error:{problem}",
            refusal.Message);
    }

    [Fact]
    public async Task Admit_wanted_address_that_is_free_is_given()
    {
        await using var cluster = TestCluster.Start(SmallRange);

        Assert.Equal("127.77.255.5", Address(cluster.Create(ResourceTypes.Services, Wanting("127.77.255.5"))));
    }

    [Fact]
    public async Task Admit_headless_and_external_services_get_none()
    {
        await using var cluster = TestCluster.Start(SmallRange);

        Assert.Equal("None", Address(cluster.Create(ResourceTypes.Services, Wanting("None"))));
        Assert.Equal("", Address(cluster.Create(
            ResourceTypes.Services, """{"metadata": {"name": "external"}, "spec": {"type": "ExternalName", "externalName": "example.com"}}""")));
    }

    [Fact]
    public async Task Admit_port_that_the_proxy_cannot_serve_is_not_implemented()
    {
        await using var cluster = TestCluster.Start(SmallRange);

        var refusal = Assert.Throws<ApiException>(
            () => cluster.Create(ResourceTypes.Services, Manifests.Service("web", """ "ports": [{"port": 53, "protocol": "UDP"}]""")));

        Assert.Equal(501, refusal.Code);
        Assert.Equal("a Service with a cluster address and a port of protocol UDP is not supported by the embedded cluster", refusal.Message);
    }

    private static string Wanting(string address) => Manifests.Service("web", $$""" "clusterIP": "{{address}}", "ports": [{"port": 80}]""");

    private static string Address(StoredObject service) => service.Json.Member("spec").Text("clusterIP");
}
