using Microsoft.Extensions.Options;

namespace Allocator;

public sealed class AllocatorServerOptionsValidatorTests(ServerFixture fixture)
{
    public static TheoryData<string, Action<AllocatorServerOptions>> Wrong() => new()
    {
        { "nobody could sign in", _ => { } },
        { "Jwt:Audience", options => options.Jwt.Issuer = "https://issuer.example" },
        { "Jwt:Issuer must be an address", options => (options.Jwt.Issuer, options.Jwt.Audience) = ("issuer", "allocator") },
        { "Jwt:KeysFile", options => (options.Jwt.Issuer, options.Jwt.Audience, options.Jwt.KeysFile) = ("issuer", "allocator", "/no/such/file") },
        { "Kubernetes:Audiences", options => options.Kubernetes.Enabled = true },
        { "Development:User", options => (options.Development.Enabled, options.Development.User) = (true, " ") },
        { "OpenIdConnect:Issuer", options => OpenIdConnect(options).Issuer = "http://issuer.example" },
        { "OpenIdConnect:ClientId", options => OpenIdConnect(options).ClientId = " " },
        { "OpenIdConnect:ClientSecretFile or ClientSecret", options => OpenIdConnect(options).ClientSecret = null },
        { "OpenIdConnect:ClientSecretFile or ClientSecret", options => OpenIdConnect(options).ClientSecretFile = "/no/such/file" },
        {
            "OpenIdConnect:ClientSecretFile cannot be used",
            options => (OpenIdConnect(options).ClientSecret, options.OpenIdConnect.ClientSecretFile) = (null, "/no/such/file")
        },
        { "OpenIdConnect:Scopes", options => OpenIdConnect(options).Scopes.Add("email") },
        { "OpenIdConnect:PublicUrl", options => OpenIdConnect(options).PublicUrl = null },
        { "OpenIdConnect:PublicUrl", options => OpenIdConnect(options).PublicUrl = new Uri("http://allocator.example") },
        { "OpenIdConnect:PublicUrl", options => OpenIdConnect(options).PublicUrl = new Uri("/allocator", UriKind.Relative) },
        { "OpenIdConnect:KeysSecret", options => OpenIdConnect(options).KeysSecret = "" },
        { "ShutdownDelay", options => (options.Development.Enabled, options.ShutdownDelay) = (true, TimeSpan.FromSeconds(-1)) },
    };

    private static OpenIdConnectSignInOptions OpenIdConnect(AllocatorServerOptions options)
    {
        options.OpenIdConnect.Issuer = "https://issuer.example";
        options.OpenIdConnect.ClientId = "allocator";
        options.OpenIdConnect.ClientSecret = "secret";
        options.OpenIdConnect.PublicUrl = new Uri("https://allocator.example");
        return options.OpenIdConnect;
    }

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task Setting_that_is_not_right_is_named_at_start(string part, Action<AllocatorServerOptions> configure)
    {
        await using var app = RunningServer.Build(configure, fixture.Cluster.Kubeconfig);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"Allocator:Server:{part}", refusal.Message, StringComparison.Ordinal);
    }
}
