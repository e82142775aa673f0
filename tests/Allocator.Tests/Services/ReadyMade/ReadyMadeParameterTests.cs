namespace Allocator.Services;

/// <summary>What the parameters of the ready-made services do.</summary>
public sealed class ReadyMadeParameterTests
{
    [Fact]
    public void Image_and_user_of_postgres_can_be_those_of_alpine()
    {
        var manifests = ReadyMade.Render(new PostgresService().Options(), ("image", "postgres:18-alpine"), ("user", "70"));

        Assert.Equal("postgres:18-alpine", manifests.Container()["image"]!.GetValue<string>());
        Assert.Equal(70, manifests.PodSpec()["securityContext"]!["runAsUser"]!.GetValue<long>());
    }

    [Fact]
    public void Image_of_a_derived_class_wins()
    {
        var manifests = ReadyMade.Render(new OldPostgres().Options());

        Assert.Equal("postgres:15", manifests.Container()["image"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("mongodb")]
    public void Database_is_in_the_connection_string(string service)
    {
        var manifests = ReadyMade.Render(ReadyMade.Named(service).Options(), ("database", "orders"));

        var annotations = manifests.Single(manifest => manifest.Kind == "Deployment").Object["metadata"]!["annotations"]!;
        Assert.Contains("orders", annotations[$"{Annotations.ConnectionPrefix}{service}"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a;Host=elsewhere")]
    [InlineData("a b")]
    [InlineData("")]
    public void Database_that_would_need_quotes_is_refused(string database)
    {
        Assert.NotNull(new PostgresService().Options().Parameters["database"].Problem(database));
    }

    [Fact]
    public void Page_and_configuration_of_nginx_are_taken_as_they_are()
    {
        const string page = "<p class=\"a\">{{ 'x': 1 }}</p>\n# two\n";
        const string configuration = "location / { return 200 \"$request_uri\"; }";

        var map = ReadyMade.Render(new NginxService().Options(), ("page", page), ("configuration", configuration)).Single(manifest => manifest.Kind == "ConfigMap");

        Assert.Equal(page, map.Object["data"]!["index.html"]!.GetValue<string>());
        Assert.Equal(configuration, map.Object["data"]!["server.conf"]!.GetValue<string>());
    }

    private sealed class OldPostgres : PostgresService
    {
        public override void Configure(ServiceOptions options)
        {
            base.Configure(options);
            options.Parameters["image"] = "postgres:15";
        }
    }
}
