namespace Allocator.Embedded;

/// <summary>The parts of a written quantity. Leading zeros are not in <see cref="Whole"/>, which is <c>0</c> if nothing else is left.</summary>
internal readonly record struct QuantityText(bool IsNegative, string Whole, string Fraction, string Suffix)
{
    public static bool TrySplit(string text, out QuantityText parts)
    {
        parts = default;
        if (text.Length == 0)
            return false;

        var position = text[0] is '+' or '-' ? 1 : 0;
        var whole = Digits(text, ref position).TrimStart('0');
        var fraction = "";
        if (position < text.Length && text[position] == '.')
        {
            position++;
            fraction = Digits(text, ref position);
        }

        parts = new QuantityText(text[0] == '-', whole.Length == 0 ? "0" : whole, fraction, text[position..]);
        return IsSuffix(parts.Suffix);
    }

    private static string Digits(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
            position++;

        return text[start..position];
    }

    private static bool IsSuffix(string suffix)
    {
        var rest = suffix.AsSpan().TrimStart("eEinumkKMGTP");
        if (rest.Length > 0 && rest[0] is '+' or '-')
            rest = rest[1..];

        return rest.TrimStart("0123456789").IsEmpty;
    }
}
