using System.Globalization;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>A number of pods, or a share of them.</summary>
internal static class IntOrPercent
{
    private const string NoPercent =
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

    public static IEnumerable<FieldError> Check(JsonElement value, string field) => value.ValueKind == JsonValueKind.String
        ? IsPercent(value.Text()) ? [] : [Invalid(value, field, NoPercent)]
        : Number(value) < 0 ? [NumberChecks.Invalid(field, Number(value), "must be greater than or equal to 0")]
        : [];

    public static IEnumerable<FieldError> CheckMost(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.String && IsPercent(value.Text()) && Number(value) > 100
            ? [Invalid(value, field, "must not be greater than 100%")]
            : [];

    public static FieldError Invalid(JsonElement value, string field, string detail)
    {
        var content = value.ValueKind == JsonValueKind.String
            ? $"Type:1, IntVal:0, StrVal:{GoValues.Quote(value.Text())}"
            : $"Type:0, IntVal:{Number(value)}, StrVal:\"\"";
        return FieldError.Invalid(field, $"intstr.IntOrString{{{content}}}", detail);
    }

    /// <summary>The number, whether of pods or of hundredths.</summary>
    public static long Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : long.TryParse(value.Text().TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var share) ? share
        : 0;

    private static bool IsPercent(string text) => text is [.. { Length: > 0 } digits, '%'] && digits.All(char.IsAsciiDigit);
}
