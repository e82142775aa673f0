using System.Text.RegularExpressions;
using Allocator.GoTemplates;

namespace Allocator;

/// <summary>Finds the place of an error of which only a name is known, as some template libraries have it.</summary>
internal static class SoleWord
{
    /// <summary>The place of a name in the tags of a template, if it stands only once there; null if not.</summary>
    /// <param name="source">The template.</param>
    /// <param name="word">The name, or the end of one with dots.</param>
    public static TemplatePosition? PlaceIn(SourceText source, string word)
    {
        var found = Regex.Matches(source.Text, $@"(?<=\{{[{{%][^{{}}]*)(?<![\w@/-]){Regex.Escape(word)}(?![\w.-])(?=[^{{}}]*\}})", RegexOptions.CultureInvariant);
        return found is [var only] ? source.PositionOf(only.Index) : null;
    }
}
