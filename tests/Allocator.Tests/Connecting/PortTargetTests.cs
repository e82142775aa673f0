using System.Text.Json.Nodes;

namespace Allocator;

public sealed class PortTargetTests
{
    private static readonly JsonObject s_app = Pod("app", ("http", 8080), ("metrics", 9090));
    private static readonly JsonObject s_database = Pod("db", ("sql", 5432));

    private static readonly JsonObject s_service = (JsonObject)JsonNode.Parse(
        """{"spec":{"selector":{"app":"app"},"clusterIP":"10.96.0.7","ports":[{"name":"web","port":80,"targetPort":"http"}]}}""")!;

    [Fact]
    public void Of_number_that_a_pod_declares_is_only_in_that_pod()
    {
        var target = PortTarget.Of(new PortQuery(5432), "kv-1", [s_app, s_database], []);

        Assert.Equal(5432, target.NumberIn(s_database));
        Assert.Null(target.NumberIn(s_app));
    }

    [Fact]
    public void Of_number_that_no_pod_declares_is_in_any() =>
        Assert.Equal(22, PortTarget.Of(new PortQuery(22), "kv-1", [s_app], []).NumberIn(s_app));

    [Fact]
    public void Of_name_of_a_container_port_is_found() =>
        Assert.Equal(9090, PortTarget.Of(new PortQuery("metrics"), "kv-1", [s_app, s_database], []).NumberIn(s_app));

    [Fact]
    public void Of_name_of_a_service_port_is_its_target() =>
        Assert.Equal(8080, PortTarget.Of(new PortQuery("web"), "kv-1", [s_app], [s_service]).NumberIn(s_app));

    [Fact]
    public void Of_no_name_is_the_only_port() =>
        Assert.Equal(5432, PortTarget.Of(new PortQuery(null), "kv-1", [s_database], []).NumberIn(s_database));

    [Fact]
    public void Of_no_name_with_several_ports_lists_them()
    {
        var failure = Assert.Throws<AllocatorException>(() => PortTarget.Of(new PortQuery(null), "kv-1", [s_app], []));

        Assert.Contains("8080 ('http'), 9090 ('metrics')", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_unknown_name_lists_what_there_is()
    {
        var failure = Assert.Throws<AllocatorException>(() => PortTarget.Of(new PortQuery("htpp"), "kv-1", [s_app], []));

        Assert.Contains("'htpp'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("8080 ('http')", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ServiceAddress_is_the_services_where_it_has_the_port() =>
        Assert.Equal(("10.96.0.7", 80), ServiceAddress.Find([s_service], s_app, 8080));

    [Fact]
    public void ServiceAddress_is_the_pods_where_no_service_has_the_port() =>
        Assert.Equal(("10.244.0.9", 9090), ServiceAddress.Find([s_service], s_app, 9090));

    private static JsonObject Pod(string app, params (string Name, int Number)[] ports) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = app, ["labels"] = new JsonObject { ["app"] = app } },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = app,
                ["ports"] = new JsonArray([.. ports.Select(port => new JsonObject { ["name"] = port.Name, ["containerPort"] = port.Number })]),
            }),
        },
        ["status"] = new JsonObject { ["podIP"] = "10.244.0.9" },
    };
}
