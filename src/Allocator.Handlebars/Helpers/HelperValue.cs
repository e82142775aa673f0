using System.Globalization;
using Allocator.GoTemplates;
using HandlebarsDotNet;

namespace Allocator.HandlebarsTemplates;

/// <summary>The values that helpers take and make: those of <see cref="TemplateData"/>.</summary>
internal static class HelperValue
{
    public static object? Of(object? value) => value switch
    {
        UndefinedBindingResult => null,
        EncodedText encoded => encoded.Text,
        int number => (long)number,
        _ => value,
    };

    /// <summary>The value as it is written into the output; nothing for null.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => JsonWriter.ToText(number),
        char character => character.ToString(),
        _ => throw new RenderException("a list or names with values cannot be inserted as text: use json or toYaml"),
    };

    public static bool IsTrue(object? value) => HandlebarsUtils.IsTruthyOrNonEmpty(value);

    public static bool IsNothing(object? value) => value is null or "";
}
