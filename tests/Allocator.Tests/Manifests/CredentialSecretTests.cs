namespace Allocator.Manifests;

public sealed class CredentialSecretTests
{
    [Fact]
    public async Task For_credentials_adds_a_secret_with_them_encoded()
    {
        var scope = Prepared.Scope with { Credentials = new Dictionary<string, string> { ["token"] = "geheim é" } };

        var prepared = await Prepared.FromAsync(Prepared.Deployment(), scope);

        Assert.True(prepared.UsesSecret);
        Assert.Equal(ResourceKind.Secret, prepared.Objects[0].Kind);
        Assert.Equal("Z2VoZWltIMOp", prepared.Objects[0].Object.StringAt("data", "token"));
        Assert.Equal("db-0a1b2c3d", prepared.Objects[0].Object.StringAt("metadata", "labels", Labels.Instance));
        Assert.DoesNotContain("geheim", scope.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_no_credentials_adds_none() => Assert.False((await Prepared.FromAsync(Prepared.Deployment())).UsesSecret);

    [Fact]
    public async Task For_secret_of_the_template_with_the_name_is_refused()
    {
        var scope = Prepared.Scope with { Credentials = new Dictionary<string, string> { ["token"] = "x" } };

        Assert.Contains(
            "the Secret with the instance's name is for the caller's credentials",
            await Prepared.RefusedAsync(Prepared.Object("v1", "Secret"), scope),
            StringComparison.Ordinal);
        Assert.Single((await Prepared.FromAsync(Prepared.Object("v1", "Secret"))).Objects);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a\n")]
    public async Task For_key_that_a_secret_cannot_have_says_so(string key)
    {
        var scope = Prepared.Scope with { Credentials = new Dictionary<string, string> { [key] = "geheim" } };

        var refused = await Assert.ThrowsAsync<AllocatorException>(() => Prepared.FromAsync(Prepared.Deployment(), scope));

        Assert.Contains("cannot be one of a Secret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused.Message, StringComparison.Ordinal);
    }
}
