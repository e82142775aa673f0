using System.Security.Claims;

namespace Allocator;

public sealed class ClaimsIdentityProviderTests
{
    [Fact]
    public async Task GetIdentity_e_mail_issuer_and_groups()
    {
        var caller = await IdentifyAsync(("sub", "1"), ("email", "alice@example.com"), ("email_verified", "true"), ("iss", "https://login.example.com"), ("groups", "dev"), ("groups", "ops"));

        Assert.Equal(("claims:https://login.example.com", "alice@example.com"), (caller.Provider, caller.Name));
        Assert.Equal(["dev", "ops"], caller.Groups);
    }

    [Fact]
    public async Task GetIdentity_e_mail_that_is_not_verified_is_no_name() =>
        Assert.Equal("alice", (await IdentifyAsync(("email", "root@example.com"), ("email_verified", "false"), ("preferred_username", "alice"))).Name);

    [Fact]
    public async Task GetIdentity_long_claim_names_of_older_handlers() =>
        Assert.Equal("alice@example.com", (await IdentifyAsync((ClaimTypes.NameIdentifier, "1"), (ClaimTypes.Email, "alice@example.com"))).Name);

    [Fact]
    public async Task GetIdentity_claims_of_ones_own_choice()
    {
        var options = new ClaimsIdentityOptions { NameClaims = ["employee"], GroupClaims = ["team"] };

        var caller = await IdentifyAsync(options, ("email", "alice@example.com"), ("employee", "4711"), ("team", "db"));

        Assert.Equal(("claims", "4711"), (caller.Provider, caller.Name));
        Assert.Equal(["db"], caller.Groups);
    }

    [Fact]
    public async Task GetIdentity_no_name_lists_the_claims_that_were_looked_for() =>
        Assert.Contains("preferred_username", (await Assert.ThrowsAsync<AllocatorException>(() => IdentifyAsync(("groups", "dev")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task GetIdentity_nobody_signed_in_is_an_error()
    {
        var nobody = new ClaimsIdentityProvider(() => new ClaimsPrincipal(new ClaimsIdentity([new Claim("email", "alice@example.com")])), new ClaimsIdentityOptions());

        Assert.Contains("No user is signed in", (await Assert.ThrowsAsync<AllocatorException>(() => nobody.GetIdentityAsync(TestContext.Current.CancellationToken).AsTask())).Message, StringComparison.Ordinal);
    }

    private static Task<CallerIdentity> IdentifyAsync(params (string Type, string Value)[] claims) => IdentifyAsync(new ClaimsIdentityOptions(), claims);

    private static async Task<CallerIdentity> IdentifyAsync(ClaimsIdentityOptions options, params (string Type, string Value)[] claims)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "test"));
        return await new ClaimsIdentityProvider(() => user, options).GetIdentityAsync(TestContext.Current.CancellationToken);
    }
}
