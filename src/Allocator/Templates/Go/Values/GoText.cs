using System.Buffers;
using System.Text;

namespace Allocator.GoTemplates;

/// <summary>
/// Go's view of strings: a string is its UTF-8 bytes. A byte that is not part of valid UTF-8 is kept in our UTF-16 as the lone surrogate
/// U+DC00 + byte, so what cuts characters apart (<c>slice</c>, <c>trunc</c>, <c>"\xff"</c>) behaves as in Go; in the output it is U+FFFD.
/// </summary>
internal static class GoText
{
    private const int ByteEscape = 0xDC00;
    private static readonly SearchValues<char> Surrogates = SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    /// <summary>How many bytes Go counts.</summary>
    public static int ByteCount(string text) => HasSurrogates(text) ? ToBytes(text).Length : Encoding.UTF8.GetByteCount(text);

    /// <summary>How many characters (runes) Go counts.</summary>
    public static int RuneCount(ReadOnlySpan<char> text)
    {
        var pairs = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                pairs++;
        }

        return text.Length - pairs;
    }

    /// <summary>The bytes from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    public static string Slice(string text, int from, int to) => Ascii.IsValid(text) ? text[from..to] : Decode(ToBytes(text).AsSpan(from, to - from));

    public static byte[] ToBytes(string text)
    {
        if (!HasSurrogates(text))
            return Encoding.UTF8.GetBytes(text);

        var bytes = new List<byte>(text.Length * 2);
        Span<byte> encoded = stackalloc byte[4];
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (TryReadByte(rest, out var single, out var length))
                bytes.Add(single);
            else
                bytes.AddRange(encoded[..Encode(ReadRune(rest, out length).Value, encoded)]);
            rest = rest[length..];
        }

        return [.. bytes];
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);

        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune);
            }
            else
            {
                length = 1;
                text.Append((char)(ByteEscape + bytes[0]));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    public static int Encode(int codePoint, Span<byte> destination) =>
        (Rune.IsValid(codePoint) ? new Rune(codePoint) : Rune.ReplacementChar).EncodeToUtf8(destination);

    public static string ToString(int codePoint) => (Rune.IsValid(codePoint) ? new Rune(codePoint) : Rune.ReplacementChar).ToString();

    /// <summary>The first character; a lone surrogate is one of its own.</summary>
    public static Rune ReadRune(ReadOnlySpan<char> text, out int length)
    {
        Rune.DecodeFromUtf16(text, out var rune, out length);
        return rune;
    }

    /// <summary>Whether the text begins with a byte that is not valid UTF-8.</summary>
    public static bool TryReadByte(ReadOnlySpan<char> text, out byte value, out int length)
    {
        value = (byte)text[0];
        length = 1;
        return text[0] is >= (char)(ByteEscape + 0x80) and <= (char)(ByteEscape + 0xFF);
    }

    /// <summary>Compares as Go does, by bytes; it differs from comparing UTF-16 only where there are surrogates.</summary>
    public static int Compare(string a, string b) => HasSurrogates(a) || HasSurrogates(b)
        ? ToBytes(a).AsSpan().SequenceCompareTo(ToBytes(b))
        : string.CompareOrdinal(a, b);

    /// <summary>The text with U+FFFD for each byte that is not valid UTF-8.</summary>
    public static string ToValidText(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(Surrogates))
            return text.ToString();

        return string.Create(text.Length, text, static (valid, text) =>
        {
            text.CopyTo(valid);
            for (var i = 0; i < valid.Length; i++)
            {
                if (i + 1 < valid.Length && char.IsSurrogatePair(valid[i], valid[i + 1]))
                    i++;
                else if (char.IsSurrogate(valid[i]))
                    valid[i] = '\uFFFD';
            }
        });
    }

    private static bool HasSurrogates(string text) => text.AsSpan().ContainsAny(Surrogates);
}
