namespace Allocator.Tool;

/// <summary>A text of the cluster as a terminal may show it: in one line, and without characters that steer the terminal.</summary>
internal static class Cell
{
    public static string Of(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)) : text;
}
