using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Allocator;

/// <summary>An issuer of tokens whose public key is in a file.</summary>
internal sealed class Tokens : IDisposable
{
    public const string Issuer = "https://issuer.example";

    public const string Audience = "allocator";

    private readonly RSA _key = RSA.Create(2048);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokens-");

    public Tokens() => WriteKeys(_key.ExportSubjectPublicKeyInfoPem());

    public string KeysFile => Path.Combine(_folder.FullName, "keys");

    public void WriteKeys(string text) => File.WriteAllText(KeysFile, text);

    /// <summary>The public key as a JSON web key set.</summary>
    public string KeySet(string id)
    {
        var numbers = _key.ExportParameters(false);
        return $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"{{id}}","n":"{{Base64UrlEncoder.Encode(numbers.Modulus)}}","e":"{{Base64UrlEncoder.Encode(numbers.Exponent)}}"}]}""";
    }

    public string Issue(
        string subject = "alice", string issuer = Issuer, string? audience = Audience, TimeSpan? validFor = null, TimeSpan? validFrom = null, SigningCredentials? credentials = null, IDictionary<string, object>? claims = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now + (validFrom ?? TimeSpan.FromMinutes(-10)),
            Expires = now + (validFor ?? TimeSpan.FromMinutes(10)),
            Claims = new Dictionary<string, object>(claims ?? new Dictionary<string, object>()) { ["sub"] = subject },
            SigningCredentials = credentials ?? new SigningCredentials(new RsaSecurityKey(_key), SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The trick of servers that take a public key for a shared secret.</summary>
    public SigningCredentials PublicKeyAsSecret() =>
        new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(_key.ExportSubjectPublicKeyInfoPem())), SecurityAlgorithms.HmacSha256);

    public void Dispose()
    {
        _key.Dispose();
        _folder.Delete(recursive: true);
    }
}
