namespace Allocator.Credentials;

public sealed class CredentialRulesTests
{
    [Fact]
    public void Problems_of_what_can_be_generated_are_none()
    {
        Assert.Empty(CredentialRules.Problems("password", new()));
        Assert.Empty(CredentialRules.Problems("api-token", new() { Kind = CredentialKind.Token, Length = 16 }));
        Assert.Empty(CredentialRules.Problems("tls", new() { Kind = CredentialKind.KeyPair }));
    }

    [Fact]
    public void Problems_name_what_is_wrong()
    {
        Assert.Contains("cannot be one of a Secret", Single("a/b", new()), StringComparison.Ordinal);
        Assert.Contains("must be one of Password, Token, KeyPair", Single("a", new() { Kind = (CredentialKind)9 }), StringComparison.Ordinal);
        Assert.Contains("between 8 and 1024 characters, but is 7", Single("a", new() { Length = 7 }), StringComparison.Ordinal);
        Assert.Contains("between 16 and 1024 bytes, but is 8", Single("a", new() { Kind = CredentialKind.Token, Length = 8 }), StringComparison.Ordinal);
        Assert.Contains("not for a key pair", Single("a", new() { Kind = CredentialKind.KeyPair, Length = 16 }), StringComparison.Ordinal);
        Assert.Contains("Validity must be between", Single("a", new() { Kind = CredentialKind.KeyPair, Validity = TimeSpan.Zero }), StringComparison.Ordinal);
    }

    private static string Single(string key, GeneratedCredential credential) => Assert.Single(CredentialRules.Problems(key, credential));
}
