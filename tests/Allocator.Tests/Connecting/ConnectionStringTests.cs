namespace Allocator;

public sealed class ConnectionStringTests
{
    private static readonly Dictionary<string, InstanceEndpoint> s_endpoints = new()
    {
        ["db"] = new InstanceEndpoint(new InstancePort { Number = 5432, ClusterHost = "10.0.0.1", ClusterPort = 5432 }, "127.0.0.1", 4711, null),
        ["8080"] = new InstanceEndpoint(new InstancePort { Number = 8080, ClusterHost = "10.0.0.1", ClusterPort = 8080 }, "127.0.0.1", 4712, null),
    };

    [Fact]
    public void PortsOf_lists_each_port_once() =>
        Assert.Equal(["db", "8080"], ConnectionString.PortsOf("Host={host:db};Port={port:db};Password={secret:password};Admin={port:8080}"));

    [Fact]
    public void Fill_puts_endpoints_and_secrets_in()
    {
        var secret = new Dictionary<string, string> { ["password"] = "p;w" };

        var text = ConnectionString.Fill("db", "Host={host:db};Port={port:db};Password={secret:password};Admin={port:8080};Keep={this}", s_endpoints, secret);

        Assert.Equal("Host=127.0.0.1;Port=4711;Password=p;w;Admin=4712;Keep={this}", text);
    }

    [Fact]
    public void Fill_key_that_the_secret_lacks_is_named_without_values()
    {
        var secret = new Dictionary<string, string> { ["other"] = "hidden-value" };

        var failure = Assert.Throws<AllocatorException>(() => ConnectionString.Fill("db", "{secret:password}", s_endpoints, secret));

        Assert.Contains("'password'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-value", failure.Message, StringComparison.Ordinal);
    }
}
