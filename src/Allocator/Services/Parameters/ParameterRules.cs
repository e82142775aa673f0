using System.Globalization;
using System.Text.RegularExpressions;

namespace Allocator;

/// <summary>What a value, and a declaration, of a parameter must be.</summary>
internal static class ParameterRules
{
    /// <summary>What is wrong with a value; null if nothing is.</summary>
    public static string? Problem(this ServiceParameter parameter, string value)
    {
        if (parameter.Parse(value) is null)
            return $"'{value}' is no {Word(parameter.Type)}";
        if (parameter.AllowedValues.Count > 0 && !parameter.AllowedValues.Contains(value))
            return $"'{value}' is not one of {string.Join(", ", parameter.AllowedValues.Select(allowed => $"'{allowed}'"))}";
        return parameter.Pattern is { } pattern && !WholeMatch(pattern).IsMatch(value) ? $"'{value}' does not match {pattern}" : null;
    }

    /// <summary>The value as the template sees it; null if it is none of the type.</summary>
    public static object? Parse(this ServiceParameter parameter, string value) => parameter.Type switch
    {
        ParameterType.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? integer : null,
        ParameterType.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
        ParameterType.Boolean => value switch { "true" => true, "false" => false, _ => null },
        _ => value,
    };

    /// <summary>What is wrong with the declaration itself.</summary>
    public static IEnumerable<string> Problems(this ServiceParameter parameter, string name)
    {
        if (!TemplateDataFactory.IsParameterName(name))
            yield return "the name is not a word: a letter, then letters, digits, '-' and '_'.";
        if (!Enum.IsDefined(parameter.Type))
            yield return $"{nameof(parameter.Type)} must be one of {string.Join(", ", Enum.GetNames<ParameterType>())}.";
        if (parameter is { Required: true, Default: not null })
            yield return $"{nameof(parameter.Required)} and {nameof(parameter.Default)} exclude each other.";
        if (parameter.Pattern is { } pattern && PatternProblem(pattern) is { } wrong)
            yield return $"{nameof(parameter.Pattern)}: {wrong}";
        else if (parameter.Default is { } value && parameter.Problem(value) is { } problem)
            yield return $"{nameof(parameter.Default)}: {problem}.";
    }

    /// <summary>What a caller must know of it: <c>size (integer, 1 by default): how much</c>.</summary>
    public static string Describe(this ServiceParameter parameter, string name)
    {
        var presence = parameter.Required ? "required" : parameter.Default is { } value ? $"'{value}' by default" : "optional";
        return $"{name} ({Word(parameter.Type)}, {presence})" + (parameter.Description.Length > 0 ? $": {parameter.Description}" : "");
    }

    // Without backtracking no pattern takes long, whatever the value.
    private static Regex WholeMatch(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static string? PatternProblem(string pattern)
    {
        try
        {
            _ = WholeMatch(pattern);
            return null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return wrong.Message;
        }
    }

    private static string Word(ParameterType type) => type switch
    {
        ParameterType.Integer => "integer",
        ParameterType.Number => "number",
        ParameterType.Boolean => "boolean (true or false)",
        _ => "string",
    };
}
