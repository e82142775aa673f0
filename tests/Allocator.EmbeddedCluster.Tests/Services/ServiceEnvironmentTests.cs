using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class ServiceEnvironmentTests
{
    [Fact]
    public async Task For_names_host_ports_and_links()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(
            ResourceTypes.Services, Manifests.Service("my-db", """ "clusterIP": "127.77.255.9", "ports": [{"name": "sql-port", "port": 5432}]"""));
        cluster.Create(ResourceTypes.Services, Manifests.Service("headless", """ "clusterIP": "None", "ports": [{"port": 1}]"""));

        Assert.Equal(
            new SortedDictionary<string, string>
            {
                ["MY_DB_PORT"] = "tcp://127.77.255.9:5432",
                ["MY_DB_PORT_5432_TCP"] = "tcp://127.77.255.9:5432",
                ["MY_DB_PORT_5432_TCP_ADDR"] = "127.77.255.9",
                ["MY_DB_PORT_5432_TCP_PORT"] = "5432",
                ["MY_DB_PORT_5432_TCP_PROTO"] = "tcp",
                ["MY_DB_SERVICE_HOST"] = "127.77.255.9",
                ["MY_DB_SERVICE_PORT"] = "5432",
                ["MY_DB_SERVICE_PORT_SQL_PORT"] = "5432",
            },
            new SortedDictionary<string, string>(ServiceEnvironment.For(cluster.Core.Store, TestCluster.Namespace).ToDictionary()));
    }

    [Fact]
    public async Task For_without_links_names_only_the_server()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.Services, Manifests.Service("web"));
        var server = Manifests.Service("kubernetes", """ "clusterIP": "127.77.255.20", "ports": [{"name": "https", "port": 443}]""");
        cluster.Operations.Create(ResourceTypes.Services, "default", JsonNode.Parse(server)!.AsObject());

        var variables = ServiceEnvironment.For(cluster.Core.Store, TestCluster.Namespace, withLinks: false);

        Assert.Equal("127.77.255.20", variables["KUBERNETES_SERVICE_HOST"]);
        Assert.Equal("443", variables["KUBERNETES_SERVICE_PORT_HTTPS"]);
        Assert.DoesNotContain("WEB_SERVICE_HOST", variables.Keys);
    }
}
