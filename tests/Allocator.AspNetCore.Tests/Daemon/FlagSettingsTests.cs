using Allocatord;

namespace Allocator;

public sealed class FlagSettingsTests
{
    private static readonly Func<string, string?> s_none = _ => null;

    [Fact]
    public void Flags_of_the_original_are_settings_of_the_service()
    {
        var settings = FlagSettings.Read(
            [
                "--deployment-template=/t/syncbased.json-template", "--name=syncbase-allocator", "--server-name=syncbased", "--max-instances", "20", "--max-instances-per-user=2", "--server-disk-size=5Gi",
                "--global-admins=a@example.com, group:ops", "--server-version=7",
            ],
            s_none);

        Assert.Equal("/t/syncbased.json-template", settings["Allocator:Services:syncbased:TemplatePath"]);
        Assert.Equal("syncbase-allocator", settings["Allocator:Server:Name"]);
        Assert.Equal("20", settings["Allocator:Services:syncbased:MaxInstances"]);
        Assert.Equal("2", settings["Allocator:Services:syncbased:MaxInstancesPerOwner"]);
        Assert.Equal("5Gi", settings["Allocator:Services:syncbased:Disk:Size"]);
        Assert.Equal("7", settings["Allocator:Services:syncbased:Version"]);
        Assert.Equal("a@example.com", settings["Allocator:Administrators:0"]);
        Assert.Equal("group:ops", settings["Allocator:Administrators:1"]);
    }

    [Fact]
    public void Name_is_the_service_where_no_other_is_given()
    {
        var settings = FlagSettings.Read(["--name=echo", "--max-instances=3"], s_none);

        Assert.Equal("3", settings["Allocator:Services:echo:MaxInstances"]);
    }

    [Fact]
    public void Command_line_wins_over_the_environment()
    {
        var settings = FlagSettings.Read(["--max-instances=3"], variable => variable switch
        {
            "ALLOCATOR_SERVER_NAME" => "echo",
            "ALLOCATOR_MAX_INSTANCES" => "5",
            "ALLOCATOR_KUBERNETES_AUDIENCES" => "one,two",
            _ => null,
        });

        Assert.Equal("3", settings["Allocator:Services:echo:MaxInstances"]);
        Assert.Equal("two", settings["Allocator:Server:Kubernetes:Audiences:1"]);
        Assert.Equal("true", settings["Allocator:Server:Kubernetes:Enabled"]);
    }

    [Fact]
    public void Sign_in_of_browsers_has_flags()
    {
        var settings = FlagSettings.Read(
            ["--oidc-issuer=https://issuer.example", "--oidc-client-id=allocator", "--oidc-client-secret-file=/s/oidc", "--public-url=https://example.com/allocator"], s_none);

        Assert.Equal("https://issuer.example", settings["Allocator:Server:OpenIdConnect:Issuer"]);
        Assert.Equal("allocator", settings["Allocator:Server:OpenIdConnect:ClientId"]);
        Assert.Equal("/s/oidc", settings["Allocator:Server:OpenIdConnect:ClientSecretFile"]);
        Assert.Equal("https://example.com/allocator", settings["Allocator:Server:OpenIdConnect:PublicUrl"]);
    }

    [Theory]
    [InlineData("--max-instanzes=3", "--max-instances=N")]
    [InlineData("run", "--server-name=SERVICE")]
    [InlineData("--server-name", "--server-name=SERVICE")]
    [InlineData("--max-instances=3", "--server-name=SERVICE")]
    public void Flag_that_is_not_right_is_refused_with_what_to_write(string argument, string advice)
    {
        var refusal = Assert.Throws<AllocatorException>(() => FlagSettings.Read([argument], s_none));

        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
    }
}
