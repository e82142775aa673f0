using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>The selector by which a workload knows its pods.</summary>
internal static class SelectorChecks
{
    /// <param name="spec">The workload's specification.</param>
    /// <param name="kind">What an empty selector is said to be invalid for.</param>
    public static IEnumerable<FieldError> Check(JsonElement spec, string kind)
    {
        if (!spec.TryMember("selector", out var selector))
            return [FieldError.Required("spec.selector")];
        return LabelChecks.Selector(selector, "spec.selector").Concat(LabelChecks.IsEmpty(selector)
            ? [FieldError.Invalid("spec.selector", GoValues.Selector(selector), $"empty selector is invalid for {kind}")]
            : []);
    }

    /// <summary>Whether a selector has an expression that selects nothing nor everything, but is wrong.</summary>
    public static bool IsWrong(JsonElement spec) =>
        LabelChecks.Selector(spec.Member("selector"), "").Any(error => error.Field.StartsWith(".matchExpressions", StringComparison.Ordinal));

    /// <param name="spec">The workload's specification.</param>
    /// <param name="detail">What the error says besides the selector; may be empty.</param>
    public static FieldError Wrong(JsonElement spec, string detail)
    {
        var value = GoValues.Selector(spec.Member("selector"));
        return new("spec.selector", "FieldValueInvalid", $"Invalid value: {value}{(detail.Length == 0 ? "" : ": ")}{detail}");
    }

    /// <summary>That the template's pods would be found. A selector that finds everything has its own error.</summary>
    public static IEnumerable<FieldError> CheckTemplate(JsonElement spec) =>
        spec.TryMember("selector", out var selector) && LabelChecks.IsEmpty(selector) ? [] : PodTemplateChecks.CheckLabels(spec);

    public static IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old)
    {
        var (now, before) = (obj.Member("spec", "selector"), old.Member("spec", "selector"));
        return ImmutableChecks.AreEqual(now, before)
            ? []
            : [FieldError.Invalid("spec.selector", GoValues.Selector(now), "field is immutable")];
    }
}
