using System.Globalization;
using Allocator.GoTemplates;
using Fluid.Values;

namespace Allocator.LiquidTemplates;

/// <summary>Values between templates and Fluid.</summary>
internal static class LiquidValue
{
    public static FluidValue FromData(object? value) => GoType.Unwrap(GoType.FromData(value)) switch
    {
        null => NilValue.Instance,
        bool truth => BooleanValue.Create(truth),
        long number => NumberValue.Create((decimal)number),
        double number => NumberValue.Create(ToDecimal(number)),
        string text => new StringValue(text),
        IReadOnlyDictionary<string, object?> map => new DictionaryValue(new DataMap(map)),
        IReadOnlyList<object?> list => new ArrayValue(list.Select(FromData).ToArray()),
        var other => throw new RenderException($"a value of type {other.GetType()} cannot be used in a template"),
    };

    public static object? ToData(FluidValue value) => value.Type switch
    {
        FluidValues.Nil => null,
        FluidValues.Boolean => value.ToBooleanValue(),
        FluidValues.Number when IsInteger(value.ToNumberValue()) => (long)value.ToNumberValue(),
        FluidValues.Number => (double)value.ToNumberValue(),
        FluidValues.Array => ((ArrayValue)value).Values.Select(ToData).ToList(),
        FluidValues.Dictionary when value.ToObjectValue() is DataMap map => map.Values,
        _ => value.ToStringValue(),
    };

    public static string ToText(FluidValue value) => ToData(value) switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => JsonWriter.ToText(number),
        _ => throw new RenderException("a list or names with values is no text: use json or to_yaml"),
    };

    private static decimal ToDecimal(double number) => Math.Abs(number) < 1e28
        ? (decimal)number
        : throw new RenderException($"the number {JsonWriter.ToText(number)} is too large for Liquid");

    private static bool IsInteger(decimal number) => decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue;
}
