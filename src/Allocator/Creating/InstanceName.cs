using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Allocator;

/// <summary>An instance's name, and the whole hash of the idempotency key that it was derived from.</summary>
internal sealed record InstanceName(string Name, string? KeyHash)
{
    /// <summary><c>&lt;service&gt;-&lt;8 hex digits&gt;</c>, at random.</summary>
    public static InstanceName Random(string service, Random random) => new($"{service}-{random.GetHexString(8, lowercase: true)}", null);

    /// <summary>Derived from owner, service and key; the counter gives another name when one is another key's.</summary>
    public static InstanceName FromKey(string service, string ownerHash, string key, int counter)
    {
        var hash = Hash($"{ownerHash}\0{service}\0{key}");
        var digits = counter == 0 ? hash : Hash(string.Create(CultureInfo.InvariantCulture, $"{hash}\0{counter}"));
        return new InstanceName($"{service}-{digits[..8]}", hash);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
