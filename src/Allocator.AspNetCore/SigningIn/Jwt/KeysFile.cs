using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace Allocator.Server;

/// <summary>The public keys of a file: a JSON web key set, or PEM. Read again when the file changes.</summary>
internal sealed class KeysFile(string path)
{
    private readonly Lock _gate = new();
    private (DateTime WrittenAt, long Length, IReadOnlyList<SecurityKey> Keys)? _latest;

    /// <exception cref="AllocatorException">There is no such file, or it has no public key.</exception>
    public IReadOnlyList<SecurityKey> Read()
    {
        try
        {
            var file = new FileInfo(path);
            lock (_gate)
            {
                if (_latest is { } latest && latest.WrittenAt == file.LastWriteTimeUtc && latest.Length == file.Length)
                    return latest.Keys;
                var keys = Parse(File.ReadAllText(path));
                _latest = (file.LastWriteTimeUtc, file.Length, keys);
                return keys;
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new AllocatorException(
                $"The keys of '{path}' cannot be read: {wrong.Message} It must be a JSON web key set, or public keys or certificates in PEM.", wrong);
        }
    }

    private static List<SecurityKey> Parse(string text)
    {
        var keys = text.TrimStart().StartsWith('{') ? OfKeySet(text) : OfPem(text);
        return keys.Count > 0 ? keys : throw new ArgumentException("there is no public key in it.");
    }

    // Symmetric keys are left out: whoever can check with one can also sign with it.
    private static List<SecurityKey> OfKeySet(string json) => [.. new JsonWebKeySet(json).GetSigningKeys().OfType<AsymmetricSecurityKey>()];

    private static List<SecurityKey> OfPem(string text)
    {
        var keys = new List<SecurityKey>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
            keys.Add(OfPem(rest[fields.Label].ToString(), rest[fields.Location]));
        return keys;
    }

    private static SecurityKey OfPem(string label, ReadOnlySpan<char> pem)
    {
        switch (label)
        {
            case "CERTIFICATE":
                return new X509SecurityKey(X509Certificate2.CreateFromPem(pem));
            case "PUBLIC KEY" or "RSA PUBLIC KEY":
                var rsa = RSA.Create();
                try
                {
                    rsa.ImportFromPem(pem);
                    return new RsaSecurityKey(rsa);
                }
                catch (CryptographicException)
                {
                    rsa.Dispose();
                    var ec = ECDsa.Create();
                    ec.ImportFromPem(pem);
                    return new ECDsaSecurityKey(ec);
                }

            default:
                throw new ArgumentException($"it has a '{label}', which is no public key.");
        }
    }
}
