using System.Globalization;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What numbers within objects may be. A field that is absent is never wrong.</summary>
internal static class NumberChecks
{
    private const string PortRange = "must be between 1 and 65535, inclusive";

    public static IEnumerable<FieldError> NotNegative(JsonElement parent, string path, params IEnumerable<string> members) =>
        from member in members
        let number = parent.Number(member)
        where number < 0
        select Invalid($"{path}.{member}", number.Value, "must be greater than or equal to 0");

    public static IEnumerable<FieldError> Port(string field, long port) => port is >= 1 and <= 65535 ? [] : [Invalid(field, port, PortRange)];

    /// <summary>A port as a number or by its name.</summary>
    public static IEnumerable<FieldError> PortOrName(string field, JsonElement port) => port.ValueKind == JsonValueKind.String
        ? NameChecks.Check(field, port.GetString()!, NameChecks.PortName)
        : Port(field, port.ValueKind == JsonValueKind.Number && port.TryGetInt64(out var number) ? number : 0);

    public static IEnumerable<FieldError> FileMode(JsonElement parent, string path, string member) => parent.Number(member) is < 0 or > 511
        ? [Invalid($"{path}.{member}", parent.Number(member)!.Value, "must be a number between 0 and 0777 (octal), both inclusive")]
        : [];

    public static FieldError Invalid(string field, long value, string detail) =>
        FieldError.Invalid(field, value.ToString(CultureInfo.InvariantCulture), detail);
}
