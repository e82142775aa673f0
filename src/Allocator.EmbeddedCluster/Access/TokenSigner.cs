using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Signs and recognizes JSON Web Tokens with a key that only this cluster has (ES256).</summary>
/// <remarks>See RFC 7515 and RFC 7519.</remarks>
internal sealed class TokenSigner : IDisposable
{
    private readonly Lock _gate = new();

    // Made when it is first needed: a cluster's start does not wait for it.
    private ECDsa? _key;
    private string _header = "";

    public string Sign(JsonObject claims)
    {
        lock (_gate)
        {
            var key = Key();
            var signed = $"{_header}.{Encode(Utf8Of(claims))}";
            return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
        }
    }

    /// <summary>The claims of a token that was signed here; null for any other text.</summary>
    public JsonElement? Verify(string token)
    {
        if (token.Split('.') is not [var header, var claims, var signature] || !Base64Url.IsValid(signature) || !Base64Url.IsValid(claims))
            return null;
        lock (_gate)
        {
            var signed = Encoding.UTF8.GetBytes($"{header}.{claims}");
            var isOurs = Key().VerifyData(signed, Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256);
            return isOurs ? JsonElement.Parse(Base64Url.DecodeFromChars(claims)) : null;
        }
    }

    public void Dispose() => _key?.Dispose();

    private ECDsa Key()
    {
        if (_key is not null)
            return _key;
        _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Encode(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));
        _header = Encode(Utf8Of(new() { ["alg"] = "ES256", ["kid"] = id }));
        return _key;
    }

    private static byte[] Utf8Of(JsonObject obj) => Encoding.UTF8.GetBytes(obj.ToJsonString());

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
