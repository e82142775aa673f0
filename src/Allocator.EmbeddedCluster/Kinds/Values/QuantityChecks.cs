using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What amounts may be.</summary>
internal static class QuantityChecks
{
    private const long NanosOfOne = 1_000_000_000;

    /// <summary>The amount that a member says; null if it says none.</summary>
    public static Quantity? Amount(this JsonElement parent, string member) =>
        Quantity.TryParse(parent.Text(member), out var quantity, out _) ? quantity : null;

    public static IEnumerable<FieldError> Check(string resource, string amount, string field)
    {
        if (!Quantity.TryParse(amount, out var quantity, out _))
            yield break;
        if (quantity.Nanos.Sign < 0)
            yield return FieldError.InvalidText(field, quantity.ToString(), "must be greater than or equal to 0");
        if (ResourceNames.IsWhole(resource) && quantity.Nanos % NanosOfOne != 0)
            yield return FieldError.Invalid(field, "resource.Quantity{...}", "must be an integer");
    }
}
