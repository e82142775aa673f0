namespace Allocator.GoTemplates;

/// <summary>
/// The order of keys in YAML that <c>yaml.v2</c> writes: numbers within names by their value (<c>a9</c> before <c>a10</c>), other characters before
/// numbers and letters after them. Where its comparison contradicts itself (<c>a9</c>, <c>a10</c>, <c>a1b</c>) whole numbers are compared.
/// </summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            var m = ReadToken(a);
            var n = ReadToken(b);
            if (CompareTokens(m, n) is var order and not 0)
                return order;
            a = a[m.Length..];
            b = b[n.Length..];
        }

        return a.Length.CompareTo(b.Length);
    }

    /// <summary>A number, or a character that is no digit.</summary>
    private static ReadOnlySpan<char> ReadToken(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text : text[..Math.Max(end, 1)];
    }

    private static int CompareTokens(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (!char.IsAsciiDigit(a[0]) || !char.IsAsciiDigit(b[0]))
            return (Rank(a[0]), a[0]).CompareTo((Rank(b[0]), b[0]));

        var m = a.TrimStart('0');
        var n = b.TrimStart('0');
        var order = m.Length != n.Length ? m.Length.CompareTo(n.Length) : m.SequenceCompareTo(n);
        return order != 0 ? order : a.Length.CompareTo(b.Length);
    }

    private static int Rank(char c) => char.IsLetter(c) ? 2 : char.IsAsciiDigit(c) ? 1 : 0;
}
