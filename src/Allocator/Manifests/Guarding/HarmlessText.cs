using System.Text.Json;
using System.Text.RegularExpressions;

namespace Allocator.Manifests;

/// <summary>Texts that mean only themselves wherever they are inserted into JSON or YAML.</summary>
internal static partial class HarmlessText
{
    /// <summary>Whether the text cannot do anything but be part of the scalar it is inserted into.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayBeTyped">Whether a number or boolean is one on purpose, and nothing at all is left out on purpose.</param>
    public static bool Is(string text, bool mayBeTyped) => text.Length == 0 || IsTyped(text)
        ? mayBeTyped
        : Word().IsMatch(text) && IsYamlString(text);

    private static bool IsTyped(string text) => text is "true" or "false" || ScalarText.JsonNumber(text) is not null;

    private static bool IsYamlString(string text) => ScalarText.Yaml(text).Kind() == JsonValueKind.String;

    // No indicator, quote, escape or white space of JSON or YAML; those of '-', '.', '@', '+' and '=' are indicators only at an end.
    [GeneratedRegex(@"^[A-Za-z0-9]([-A-Za-z0-9_.@/+=]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
