using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Allocator.Manifests;

/// <summary>What a scalar without quotes means.</summary>
internal static partial class ScalarText
{
    private static readonly HashSet<string> True = ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"];
    private static readonly HashSet<string> False = ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"];
    private static readonly HashSet<string> Null = ["", "~", "null", "Null", "NULL"];
    private static readonly HashSet<string> NotFinite =
        [".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"];

    /// <summary>The number that the text is in JSON; null if it is none.</summary>
    public static JsonValue? JsonNumber(string text) => JsonNumberPattern().IsMatch(text) ? Number(text) : null;

    /// <summary>
    /// What kubectl takes a plain YAML scalar for: YAML 1.1 as go-yaml v2 has it, with <c>yes</c>, <c>on</c>, <c>0644</c> and <c>1_000</c>,
    /// but without sexagesimals, and with timestamps as strings.
    /// </summary>
    /// <exception cref="FormatException">It is a number that JSON cannot hold.</exception>
    public static JsonNode? Yaml(string text)
    {
        if (Null.Contains(text))
            return null;
        if (True.Contains(text) || False.Contains(text))
            return JsonValue.Create(True.Contains(text));
        if (NotFinite.Contains(text))
            throw new FormatException($"'{text}' is a number that JSON does not have; quote it if it is a string");
        return YamlNumber(text) ?? JsonValue.Create(text);
    }

    private static JsonValue? YamlNumber(string text)
    {
        if (text[0] == '.')
            return YamlFloatPattern().IsMatch(text) ? Number(text) : null;
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-'))
            return null;
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        return Integer(plain) ?? (YamlFloatPattern().IsMatch(plain) ? Number(plain) : null);
    }

    /// <summary>An integer as Go's strconv reads it with base 0: <c>0x</c>, <c>0o</c>, <c>0b</c>, and a leading 0 for octal.</summary>
    private static JsonValue? Integer(string text)
    {
        var match = IntegerPattern().Match(text);
        if (!match.Success)
            return null;
        var digits = match.Groups["digits"].Value;
        var radix = match.Groups["prefix"].Value switch
        {
            "0x" or "0X" => 16,
            "0b" or "0B" => 2,
            "0o" or "0O" or "0" => 8,
            _ => 10,
        };
        UInt128 value = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : (c | ' ') - 'a' + 10;
            value = (value * (UInt128)radix) + (UInt128)digit;
            if (digit >= radix || value > ulong.MaxValue)
                return null;
        }

        if (text[0] == '-')
            return value <= (UInt128)long.MaxValue + 1 ? JsonValue.Create((long)-(Int128)value) : null;
        return value <= long.MaxValue ? JsonValue.Create((long)value) : text[0] == '+' ? null : JsonValue.Create((ulong)value);
    }

    private static JsonValue? Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return JsonValue.Create(integer);
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var large))
            return JsonValue.Create(large);
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? JsonValue.Create(number) : null;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumberPattern();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex YamlFloatPattern();

    [GeneratedRegex(@"^[-+]?(?<prefix>0[xX]|0[oO]|0[bB]|0(?=[0-9]))?(?<digits>[0-9a-fA-F]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex IntegerPattern();
}
