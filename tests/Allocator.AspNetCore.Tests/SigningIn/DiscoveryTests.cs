using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Allocator;

public sealed class DiscoveryTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_come_from_the_issuers_discovery_document()
    {
        using var tokens = new Tokens();
        await using var issuer = await StartIssuerAsync(tokens);
        var address = issuer.Urls.First();
        await using var server = await RunningServer.StartAsync(fixture.Cluster, options =>
        {
            options.Jwt.Issuer = address;
            options.Jwt.Audience = Tokens.Audience;
        });
        using var alice = server.ClientWith(tokens.Issue(issuer: address));
        using var others = new Tokens();
        using var impostor = server.ClientWith(others.Issue(issuer: address));

        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync("/v1/instances")).Status);
        Assert.Equal("401 sign-in", (await impostor.GetAsync("/v1/instances")).Problem);
    }

    private static async Task<WebApplication> StartIssuerAsync(Tokens tokens)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = app.Urls.First(), jwks_uri = $"{app.Urls.First()}/keys" }));
        app.MapGet("/keys", () => Results.Text(tokens.KeySet("k1"), "application/json"));
        await app.StartAsync(Token);
        return app;
    }
}
