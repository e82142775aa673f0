using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Allocator.Credentials;

public sealed class CredentialGeneratorTests
{
    private static readonly DateTimeOffset s_now = TimeProvider.System.GetUtcNow();

    [Fact]
    public void Generate_password_has_its_length_and_one_of_each_kind_of_character()
    {
        foreach (var length in Enumerable.Repeat(8, 200))
        {
            var password = Generate(new() { Length = length });

            Assert.Equal(length, password.Length);
            Assert.All(password, character => Assert.True(char.IsAsciiLetterOrDigit(character)));
            Assert.True(password.Any(char.IsAsciiDigit) && password.Any(char.IsAsciiLetterLower) && password.Any(char.IsAsciiLetterUpper), password);
        }

        Assert.Equal(24, Generate(new()).Length);
        Assert.NotEqual(Generate(new()), Generate(new()));
    }

    [Theory]
    [InlineData(null, 32)]
    [InlineData(48, 48)]
    public void Generate_token_is_so_many_random_bytes(int? length, int expected) =>
        Assert.Equal(expected, Base64Url.DecodeFromChars(Generate(new() { Kind = CredentialKind.Token, Length = length })).Length);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Generate_key_pair_has_a_certificate_of_the_authority_that_names_the_instance(bool rsa)
    {
        using var authority = TestAuthorities.Make(rsa);

        var values = KeyPair(authority);

        Assert.Equal(["ca.crt", "tls.crt", "tls.key"], values.Keys.Order());
        using var certificate = X509Certificate2.CreateFromPem(values["tls.crt"], values["tls.key"]);
        Assert.Equal("CN=db-0a1b2c3d", certificate.Subject);
        Assert.True(certificate.MatchesHostname("db-0a1b2c3d"));
        Assert.True(certificate.MatchesHostname("db-0a1b2c3d.dev.svc"));
        Assert.True(certificate.MatchesHostname("127.0.0.1"));
        Assert.False(certificate.MatchesHostname("db-0a1b2c3e"));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPem(values["ca.crt"]);
        Assert.True(chain.Build(certificate), string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation)));
        using var key = ECDsa.Create();
        key.ImportFromPem(values["tls.key"]);
        Assert.Equal(certificate.GetECDsaPublicKey()!.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void Generate_key_pair_is_not_valid_longer_than_its_authority()
    {
        using var authority = TestAuthorities.Make(validity: TimeSpan.FromHours(2));

        using var certificate = X509Certificate2.CreateFromPem(KeyPair(authority)["tls.crt"]);

        Assert.Equal(authority.NotAfter, certificate.NotAfter);
    }

    [Fact]
    public void Generate_key_pair_authority_that_has_expired_says_so()
    {
        using var authority = TestAuthorities.Make(validity: TimeSpan.FromMinutes(-1));

        Assert.Contains("is valid until", Assert.Throws<AllocatorException>(() => KeyPair(authority)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_key_pair_without_an_authority_says_how_to_give_one() =>
        Assert.Contains("UseCertificateAuthority", Assert.Throws<AllocatorException>(() => Generate(new() { Kind = CredentialKind.KeyPair })).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_certificate_that_can_issue_none_is_refused()
    {
        using var noAuthority = TestAuthorities.Make(isAuthority: false);
        using var authority = TestAuthorities.Make();
        using var withoutKey = X509CertificateLoader.LoadCertificate(authority.Export(X509ContentType.Cert));

        Assert.Contains("CA=true", Assert.Throws<ArgumentException>(() => CertificateAuthority.Of(noAuthority)).Message, StringComparison.Ordinal);
        Assert.Contains("no private key", Assert.Throws<ArgumentException>(() => CertificateAuthority.Of(withoutKey)).Message, StringComparison.Ordinal);
    }

    private static string Generate(GeneratedCredential credential) => Generate("it", credential, null)["it"];

    private static Dictionary<string, string> KeyPair(X509Certificate2 authority) =>
        Generate("tls", new() { Kind = CredentialKind.KeyPair }, CertificateAuthority.Of(authority));

    private static Dictionary<string, string> Generate(string key, GeneratedCredential credential, CertificateAuthority? authority) =>
        CredentialGenerator.Generate([KeyValuePair.Create(key, credential)], "db-0a1b2c3d", "dev", authority, s_now);
}
