using System.Text.RegularExpressions;
using Allocator.GoTemplates;

namespace Allocator.LiquidTemplates;

/// <summary>Refuses blocks that are nested so deep that the parser would run out of stack.</summary>
internal static partial class NestingCheck
{
    private const int MaxDepth = 100;

    /// <exception cref="TemplateException">They are.</exception>
    public static void Run(SourceText source)
    {
        var depth = 0;
        foreach (Match tag in Tags().Matches(source.Text))
        {
            depth = Math.Max(depth + (tag.Groups["end"].Success ? -1 : 1), 0);
            if (depth > MaxDepth)
                throw source.Error(tag.Index, $"blocks are nested deeper than {MaxDepth}");
        }
    }

    [GeneratedRegex(@"\{%-?\s*(?<end>end)?(if|unless|case|for|tablerow|capture|comment|raw)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Tags();
}
