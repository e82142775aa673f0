using System.Globalization;

namespace Allocator.GoTemplates;

/// <summary>A number not below zero as decimal digits: 0.<c>Digits</c> × 10^<c>Point</c>, without zeros at either end; zero has none.</summary>
internal readonly record struct DecimalDigits(string Digits, int Point)
{
    /// <summary>More digits than any double has.</summary>
    private const int AllDigits = 770;

    /// <summary>How many digits past the wanted ones nearly always decide how to round.</summary>
    private const int DecidingDigits = 20;

    /// <summary>The fewest digits from which the number can be read back.</summary>
    public static DecimalDigits Shortest(double number) => Read(number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The number rounded to so many significant digits, as Go rounds: a tie goes to the even digit.</summary>
    public static DecimalDigits ToSignificant(double number, int count)
    {
        var some = Expand(number, Math.Min(count + DecidingDigits, AllDigits));
        return (some.MayBeTie(count) ? Expand(number, AllDigits) : some).Round(count);
    }

    /// <summary>The number rounded to so many digits after the point, as Go rounds: a tie goes to the even digit.</summary>
    public static DecimalDigits ToFraction(double number, int count)
    {
        var significant = Expand(number, DecidingDigits).Point + count;
        return significant >= 0 ? ToSignificant(number, significant) : default(DecimalDigits) with { Digits = "" };
    }

    private static DecimalDigits Expand(double number, int count) =>
        Read(number.ToString(string.Create(CultureInfo.InvariantCulture, $"E{count}"), CultureInfo.InvariantCulture));

    /// <summary>Whether digits that are themselves rounded leave open on which side of the middle the number is.</summary>
    private bool MayBeTie(int count) => Digits.Length == count + 1 && Digits[count] == '5';

    private DecimalDigits Round(int count)
    {
        if (count >= Digits.Length)
            return this;

        var isTie = MayBeTie(count);
        var roundsUp = isTie ? count > 0 && (Digits[count - 1] - '0') % 2 != 0 : Digits[count] >= '5';
        if (!roundsUp)
            return this with { Digits = Digits[..count].TrimEnd('0') };

        var kept = Digits.AsSpan(0, count).TrimEnd('9');
        return kept.IsEmpty
            ? new DecimalDigits("1", Point + 1)
            : this with { Digits = string.Concat(kept[..^1], [(char)(kept[^1] + 1)]) };
    }

    /// <summary>Reads <c>ddd.ddd</c> or <c>d.dddE±dd</c>.</summary>
    private static DecimalDigits Read(string text)
    {
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? text : text[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        return digits.Length == 0
            ? new DecimalDigits("", 0)
            : new DecimalDigits(digits.TrimEnd('0'), (point < 0 ? mantissa.Length : point) + exponent - (all.Length - digits.Length));
    }
}
