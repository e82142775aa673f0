namespace Allocator.Embedded;

/// <summary>What is wrong with a field of an object.</summary>
/// <param name="Field">Its path, for example <c>spec.containers[0].name</c>.</param>
/// <param name="Reason">The cause's reason, for example <c>FieldValueRequired</c>.</param>
/// <param name="Message">The cause's message, for example <c>Required value</c>.</param>
internal sealed record FieldError(string Field, string Reason, string Message)
{
    public static FieldError Required(string field, string detail = "") =>
        new(field, "FieldValueRequired", detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    /// <param name="field">The field.</param>
    /// <param name="value">The value as JSON shows it.</param>
    /// <param name="detail">Why it is wrong.</param>
    public static FieldError Invalid(string field, string value, string detail) => new(field, "FieldValueInvalid", $"Invalid value: {value}: {detail}");

    public static FieldError InvalidText(string field, string value, string detail) => Invalid(field, $"\"{value}\"", detail);

    public static FieldError Duplicate(string field, string value) => new(field, "FieldValueDuplicate", $"Duplicate value: \"{value}\"");

    public static FieldError Forbidden(string field, string detail) => new(field, "FieldValueForbidden", $"Forbidden: {detail}");

    public static FieldError NotFound(string field, string value) => new(field, "FieldValueNotFound", $"Not found: \"{value}\"");

    public static FieldError Unsupported(string field, string value, params ReadOnlySpan<string> supported) => new(
        field,
        "FieldValueNotSupported",
        $"Unsupported value: \"{value}\": supported values: {string.Join(", ", supported.ToArray().Select(text => $"\"{text}\""))}");

    public override string ToString() => $"{Field}: {Message}";
}
