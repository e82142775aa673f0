namespace Allocator.Readiness;

/// <summary>Makes one line of a text.</summary>
internal static class OneLine
{
    /// <summary>The text with single spaces for all white space, cut at a length.</summary>
    public static string Of(string text, int maxLength)
    {
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= maxLength ? text : text[..(maxLength - 1)] + "…";
    }
}
