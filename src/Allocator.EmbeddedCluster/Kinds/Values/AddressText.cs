using System.Net;

namespace Allocator.Embedded;

/// <summary>Addresses as texts: only four numbers or hexadecimal groups, none of the older ways to write them.</summary>
internal static class AddressText
{
    public const string Problem = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

    public static IPAddress? Parse(string text)
    {
        if (!IPAddress.TryParse(text, out var address))
            return null;
        var isPlain = text.Contains(':', StringComparison.Ordinal) ? !text.Contains('%', StringComparison.Ordinal) : address.ToString() == text;
        return isPlain ? address : null;
    }
}
