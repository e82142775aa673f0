using System.Globalization;
using System.Text.RegularExpressions;

namespace Allocator.GoTemplates;

/// <summary>What a plain YAML scalar means, by the rules that kubectl and Helm go by (those of YAML 1.1, as <c>yaml.v2</c> has them).</summary>
internal static partial class YamlScalar
{
    private static readonly Dictionary<string, object?> Words = MakeWords();

    /// <summary>The value of a plain scalar: null, a bool, a number or the text itself.</summary>
    public static object? Resolve(string text)
    {
        if (Words.TryGetValue(text, out var word))
            return word;
        if (text[0] is not ('+' or '-' or '.' or (>= '0' and <= '9')))
            return text;

        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (Integer().IsMatch(plain) && TryReadInteger(plain, out var number))
            return number;
        var fraction = Float().IsMatch(plain) ? double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture) : double.NaN;
        return double.IsFinite(fraction) ? fraction : text;
    }

    /// <summary>Whether the text, written plain, is read as that text everywhere.</summary>
    public static bool IsText(string text) =>
        text.Length > 0 && Resolve(text) is string && text != "<<" && !Timestamp().IsMatch(text) && !SexagesimalFloat().IsMatch(text);

    private static Dictionary<string, object?> MakeWords()
    {
        var words = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var word in new[] { "", "~", "null", "Null", "NULL" })
            words[word] = null;
        foreach (var word in new[] { "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" })
            words[word] = true;
        foreach (var word in new[] { "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" })
            words[word] = false;
        foreach (var word in new[] { ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" })
            words[word] = double.PositiveInfinity;
        foreach (var word in new[] { "-.inf", "-.Inf", "-.INF" })
            words[word] = double.NegativeInfinity;
        foreach (var word in new[] { ".nan", ".NaN", ".NAN" })
            words[word] = double.NaN;
        return words;
    }

    private static bool TryReadInteger(string text, out object? number)
    {
        try
        {
            number = NumberLiteral.Parse(text);
            if (number is TooLargeInteger)
                number = double.Parse(text, CultureInfo.InvariantCulture);
            return true;
        }
        catch (FormatException)
        {
            number = null;
            return false;
        }
    }

    [GeneratedRegex(@"^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|[0-9]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Float();

    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SexagesimalFloat();

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]*)?[ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?)?)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();
}
