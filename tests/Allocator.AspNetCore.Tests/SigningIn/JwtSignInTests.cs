using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Allocator;

public sealed class JwtSignInTests(ServerFixture fixture) : IAsyncLifetime
{
    private readonly Tokens _tokens = new();
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(fixture.Cluster, options =>
    {
        options.Jwt.Issuer = Tokens.Issuer;
        options.Jwt.Audience = Tokens.Audience;
        options.Jwt.KeysFile = _tokens.KeysFile;
    });

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _tokens.Dispose();
    }

    public static TheoryData<string, string> Endpoints() => [.. MappedEndpoints.All().Append(("GET", "/openapi/v1.json")).Append(("GET", "/metrics")).ToArray()];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task No_endpoint_is_open_without_a_token(string method, string pattern)
    {
        using var nobody = _server.ClientWith(null);

        var answer = await nobody.SendAsync(new HttpMethod(method), MappedEndpoints.Path(pattern, "note-00000000"), method == "POST" ? MappedEndpoints.Body : null);

        Assert.Equal("401 sign-in", answer.Problem);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task Token_says_whose_the_instances_are()
    {
        using var alice = _server.ClientWith(_tokens.Issue("s1", claims: new Dictionary<string, object> { ["email"] = "alice@example.com" }));
        using var bob = _server.ClientWith(_tokens.Issue("s2", claims: new Dictionary<string, object> { ["email"] = "bob@example.com" }));

        var name = await alice.CreateAsync("note");

        Assert.Equal("alice@example.com", (await alice.GetAsync($"/v1/instances/{name}")).Json["owner"]!.GetValue<string>());
        Assert.Equal("404 instance-not-found", (await bob.GetAsync($"/v1/instances/{name}")).Problem);
    }

    [Fact]
    public async Task Token_that_is_not_right_is_refused_and_not_repeated()
    {
        using var otherKey = RSA.Create(2048);
        var wrong = new Dictionary<string, string>
        {
            ["the token has expired"] = _tokens.Issue(validFor: TimeSpan.FromMinutes(-2)),
            ["the token is not valid yet"] = _tokens.Issue(validFrom: TimeSpan.FromMinutes(5)),
            ["the token is for another audience"] = _tokens.Issue(audience: "somebody"),
            ["the token is from another issuer"] = _tokens.Issue(issuer: "https://other.example"),
            ["the token is signed with a key that the server does not know"] = _tokens.Issue(credentials: new(new RsaSecurityKey(otherKey), SecurityAlgorithms.RsaSha256)),
            ["is"] = _tokens.Issue(credentials: _tokens.PublicKeyAsSecret()),
            ["the token"] = "not.a.token",
            ["signed with"] = _tokens.Issue()[..^1],
        };

        foreach (var (problem, token) in wrong)
        {
            using var client = _server.ClientWith(token);
            var answer = await client.GetAsync("/v1/instances");
            Assert.Equal("401 sign-in", answer.Problem);
            Assert.Contains(problem, answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains("invalid_token", Assert.Single(answer.Headers.WwwAuthenticate).Parameter, StringComparison.Ordinal);
            Assert.DoesNotContain(token, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Token_without_signature_is_refused()
    {
        var parts = _tokens.Issue().Split('.');
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");
        using var client = _server.ClientWith($"{header}.{parts[1]}.");

        Assert.Equal("401 sign-in", (await client.GetAsync("/v1/instances")).Problem);
    }

    [Fact]
    public async Task Keys_are_read_again_when_the_file_changes()
    {
        using var before = _server.ClientWith(_tokens.Issue());
        Assert.Equal(HttpStatusCode.OK, (await before.GetAsync("/v1/instances")).Status);

        using var other = RSA.Create(2048);
        _tokens.WriteKeys(other.ExportSubjectPublicKeyInfoPem() + "\n\n");
        var after = await before.GetAsync("/v1/instances");
        _tokens.WriteKeys(_tokens.KeySet("k1"));
        var again = await before.GetAsync("/v1/instances");

        Assert.Equal("401 sign-in", after.Problem);
        Assert.Equal(HttpStatusCode.OK, again.Status);
    }

    [Fact]
    public async Task Development_header_means_nothing_here()
    {
        using var client = _server.ClientOf("alice");

        Assert.Equal("401 sign-in", (await client.GetAsync("/v1/instances")).Problem);
    }
}
