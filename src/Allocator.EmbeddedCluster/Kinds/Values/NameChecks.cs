using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>What names and keys within objects may be. Each member tells what is wrong, and nothing if nothing is.</summary>
internal static partial class NameChecks
{
    public static IEnumerable<string> PortName(string name)
    {
        if (name.Length > 15)
            yield return "must be no more than 15 characters";
        if (!PortCharacters().IsMatch(name))
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        if (!name.Any(char.IsAsciiLetterLower))
            yield return "must contain at least one letter or number (a-z, 0-9)";
        if (name.Contains("--", StringComparison.Ordinal))
            yield return "must not contain consecutive hyphens";
        if (name.StartsWith('-') || name.EndsWith('-'))
            yield return "must not begin or end with a hyphen";
    }

    public static IEnumerable<string> EnvironmentName(string name)
    {
        if (!EnvironmentCharacters().IsMatch(name))
        {
            yield return "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start " +
                "with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
        }

        if (DirectoryProblem(name) is { } problem)
            yield return problem;
    }

    /// <summary>A key of a config map or a secret.</summary>
    public static IEnumerable<string> DataKey(string key)
    {
        if (key.Length > 253)
            yield return "must be no more than 253 characters";
        if (!KeyCharacters().IsMatch(key))
        {
            yield return "a valid config key must consist of alphanumeric characters, '-', '_' or '.' " +
                "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
        }

        if (DirectoryProblem(key) is { } problem)
            yield return problem;
    }

    /// <summary>A name that may stand in a path of the API, and nothing more.</summary>
    public static string? PathSegmentProblem(string name) =>
        name is "." or ".." ? $"may not be '{name}'"
        : name.Contains('/', StringComparison.Ordinal) ? "may not contain '/'"
        : name.Contains('%', StringComparison.Ordinal) ? "may not contain '%'"
        : null;

    /// <summary>The errors of a text by one of the checks of <see cref="MetadataChecks"/>.</summary>
    public static IEnumerable<FieldError> Check(string field, string text, Func<string, string?> problem) =>
        problem(text) is { } detail ? [FieldError.InvalidText(field, text, detail)] : [];

    public static IEnumerable<FieldError> Check(string field, string text, Func<string, IEnumerable<string>> problems) =>
        problems(text).Select(detail => FieldError.InvalidText(field, text, detail));

    private static string? DirectoryProblem(string name) =>
        name is "." or ".." ? $"must not be '{name}'" : name.StartsWith("..", StringComparison.Ordinal) ? "must not start with '..'" : null;

    [GeneratedRegex(@"^[-a-z0-9]+\z")]
    private static partial Regex PortCharacters();

    [GeneratedRegex(@"^[-._a-zA-Z][-._a-zA-Z0-9]*\z")]
    private static partial Regex EnvironmentCharacters();

    [GeneratedRegex(@"^[-._a-zA-Z0-9]+\z")]
    private static partial Regex KeyCharacters();
}
