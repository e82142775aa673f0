using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What may not change.</summary>
internal static class ImmutableChecks
{
    /// <summary>Whether two values are the same; absent ones are the same as null.</summary>
    public static bool AreEqual(JsonElement one, JsonElement other)
    {
        var (isAbsent, isOtherAbsent) = (IsAbsent(one), IsAbsent(other));
        return isAbsent || isOtherAbsent ? isAbsent == isOtherAbsent : JsonElement.DeepEquals(one, other);
    }

    /// <summary>The error of a changed value.</summary>
    /// <param name="field">Where it is.</param>
    /// <param name="now">The value.</param>
    /// <param name="before">What it was.</param>
    /// <param name="shown">How messages show it; by default as JSON.</param>
    public static IEnumerable<FieldError> Check(string field, JsonElement now, JsonElement before, string? shown = null) =>
        AreEqual(now, before) ? [] : [FieldError.Invalid(field, shown ?? (IsAbsent(now) ? "null" : now.GetRawText()), "field is immutable")];

    private static bool IsAbsent(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
}
