using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Field errors in the words of Kubernetes.</summary>
internal static class SchemaErrors
{
    public static FieldError Required(string field, string detail = "") =>
        new(field, "FieldValueRequired", detail.Length == 0 ? "Required value" : "Required value: " + detail);

    public static FieldError Invalid(string field, JsonNode? value, string detail) => InvalidText(field, GoText.Of(value), detail);

    public static FieldError InvalidText(string field, string value, string detail) =>
        new(field, "FieldValueInvalid", $"Invalid value: {value}: {detail}");

    public static FieldError NotSupported(string field, JsonNode? value, IEnumerable<string> supported) =>
        new(field, "FieldValueNotSupported",
            $"Unsupported value: {GoText.Of(value)}: supported values: {string.Join(", ", supported.Select(GoText.Quote))}");

    public static FieldError Duplicate(string field, JsonNode? value) => new(field, "FieldValueDuplicate", "Duplicate value: " + GoText.Of(value));

    public static FieldError Forbidden(string field, string detail) => new(field, "FieldValueForbidden", "Forbidden: " + detail);
}
