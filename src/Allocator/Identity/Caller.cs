using System.Security.Cryptography;
using System.Text;

namespace Allocator;

/// <summary>A caller with the hash by which its instances are found.</summary>
internal sealed record Caller(CallerIdentity Identity)
{
    /// <summary>The first 40 hex digits of SHA-256(provider, NUL, identity).</summary>
    public string OwnerHash { get; } = Hash(Identity);

    private static string Hash(CallerIdentity identity) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{identity.Provider}\0{identity.Name}")))[..40];
}
