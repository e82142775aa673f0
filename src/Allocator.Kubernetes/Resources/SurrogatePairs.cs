using System.Buffers;
using System.Globalization;
using System.Text;

namespace Allocator;

/// <summary>
/// Writes characters above U+FFFF as themselves instead of as a pair of escapes (<c>\uD83D\uDE00</c>), which is what
/// <see cref="System.Text.Json.Utf8JsonWriter"/> makes of them: server-side apply reads its body as YAML, and YAML refuses them.
/// </summary>
internal static class SurrogatePairs
{
    private const int EscapeLength = 6;

    public static byte[] Unescape(byte[] json)
    {
        if (json.AsSpan().IndexOf(@"\uD"u8) < 0)
            return json;
        var output = new ArrayBufferWriter<byte>(json.Length);
        var rest = json.AsSpan();
        while (!rest.IsEmpty)
        {
            // A backslash takes the next byte with it, which may be a backslash too.
            var plain = rest.IndexOf((byte)'\\') is >= 0 and var index ? index : rest.Length;
            output.Write(rest[..plain]);
            rest = rest[plain..];
            if (rest.IsEmpty)
                break;
            if (Unit(rest) is { } high && Unit(rest[EscapeLength..]) is { } low && Rune.TryCreate(high, low, out var rune))
            {
                output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
                rest = rest[(2 * EscapeLength)..];
            }
            else
            {
                output.Write(rest[..2]);
                rest = rest[2..];
            }
        }

        return output.WrittenSpan.ToArray();
    }

    private static char? Unit(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength && text.StartsWith(@"\u"u8)
        && ushort.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
