using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal static class NumberRules
{
    /// <summary>A number without a fraction is an integer, however it is written.</summary>
    public static bool IsInteger(JsonNode value) => IsWhole(Of(value));

    public static void Check(JsonNode value, ValueRules rules, Action<string> invalid)
    {
        var number = Of(value);
        if (rules.MultipleOf is { } factor && !IsWhole(number / factor))
            invalid("should be a multiple of " + GoText.Number(factor));
        if (rules.Maximum is { } maximum && (rules.ExclusiveMaximum ? number >= maximum : number > maximum))
            invalid($"should be less than {(rules.ExclusiveMaximum ? "" : "or equal to ")}{GoText.Number(maximum)}");
        if (rules.Minimum is { } minimum && (rules.ExclusiveMinimum ? number <= minimum : number < minimum))
            invalid($"should be greater than {(rules.ExclusiveMinimum ? "" : "or equal to ")}{GoText.Number(minimum)}");
    }

    private static double Of(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    // 0.3 is a multiple of 0.1, though not in binary.
    private static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) <= 1e-9 * Math.Max(1, Math.Abs(value)) && double.IsFinite(value);
}
