using System.Globalization;

namespace Allocator.Embedded;

/// <summary>Parses RFC 3339 as Go does, step by step along a layout, for the same errors.</summary>
internal static class GoTime
{
    private const string Zone = "Z07:00";

    // What each number of the layout "2006-01-02T15:04:05" is, how many digits it has and its greatest value.
    private static readonly (string Layout, string Before, string Name, int Maximum)[] Numbers =
    [
        ("2006", "", "year", 9999),
        ("01", "-", "month", 12),
        ("02", "-", "day", 31),
        ("15", "T", "hour", 23),
        ("04", ":", "minute", 59),
        ("05", ":", "second", 59),
    ];

    /// <param name="text">The text to parse.</param>
    /// <param name="fraction">The layout of the fraction of a second, with its dot; empty if any or none is right.</param>
    /// <param name="problem">What is wrong, after <c>parsing time "…"</c>.</param>
    public static DateTimeOffset? Parse(string text, string fraction, out string problem)
    {
        problem = "";
        var rest = text.AsSpan();
        foreach (var (layout, before, name, maximum) in Numbers)
        {
            problem = Number(ref rest, layout, before, name, maximum, fraction);
            if (problem.Length > 0)
                return null;
        }

        if (!Fraction(ref rest, fraction))
            problem = CannotParse(rest, fraction, fraction);
        else if (!IsZone(rest))
            problem = CannotParse(rest, Zone, fraction);
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        else
            problem = ": day out of range";

        return null;
    }

    private static string Number(ref ReadOnlySpan<char> rest, string layout, string before, string name, int maximum, string fraction)
    {
        if (!rest.StartsWith(before))
            return CannotParse(rest, before, fraction);

        rest = rest[before.Length..];
        if (rest.Length < layout.Length || !int.TryParse(rest[..layout.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return CannotParse(rest, layout, fraction);

        rest = rest[layout.Length..];
        return value > maximum || (value == 0 && name is "month" or "day") ? $": {name} out of range" : "";
    }

    private static bool Fraction(ref ReadOnlySpan<char> rest, string fraction)
    {
        var digits = rest is ['.', ..] ? rest.Length - 1 - rest[1..].TrimStart("0123456789").Length : 0;
        if (fraction.Length > 0 && digits < fraction.Length - 1)
            return false;
        if (digits > 0)
            rest = rest[(fraction.Length > 0 ? fraction.Length : digits + 1)..];

        return true;
    }

    private static bool IsZone(ReadOnlySpan<char> text) => text is "Z"
        || (text is ['+' or '-', var a, var b, ':', var c, var d]
            && char.IsAsciiDigit(a) && char.IsAsciiDigit(b) && char.IsAsciiDigit(c) && char.IsAsciiDigit(d));

    private static string CannotParse(ReadOnlySpan<char> rest, string layout, string fraction) =>
        $" as \"2006-01-02T15:04:05{fraction}{Zone}\": cannot parse \"{rest}\" as \"{layout}\"";
}
