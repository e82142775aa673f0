namespace Allocator.Embedded;

/// <summary>How Go writes a field: by <c>eng/kinds/fields.py</c>, which says what the letters mean.</summary>
/// <param name="Shape">What holds the value.</param>
/// <param name="Type">The letter of a scalar, or the name of a structure.</param>
/// <param name="IsAlwaysWritten">Whether an absent field is written with its empty value.</param>
internal readonly record struct FieldForm(FieldShape Shape, string Type, bool IsAlwaysWritten)
{
    public bool IsStructure => Type.Length > 1;

    public static FieldForm Parse(string text)
    {
        var isAlwaysWritten = text.EndsWith('!');
        var type = isAlwaysWritten ? text[..^1] : text;
        return type switch
        {
            ['*', .. var rest] => new(FieldShape.Pointer, rest, isAlwaysWritten),
            ['[', ']', .. var rest] => new(FieldShape.List, rest, isAlwaysWritten),
            ['{', '}', .. var rest] => new(FieldShape.Map, rest, isAlwaysWritten),
            _ => new(FieldShape.Value, type, isAlwaysWritten),
        };
    }
}

internal enum FieldShape
{
    Value,
    Pointer,
    List,
    Map,
}
