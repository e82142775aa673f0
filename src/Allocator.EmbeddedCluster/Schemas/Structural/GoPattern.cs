using System.Text;
using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>Regular expressions as Go (RE2) understands them, where .NET means something else by the same text.</summary>
internal static partial class GoPattern
{
    /// <summary>Constructs that mean the same in both or are translated do not match; the others are not supported here.</summary>
    public static bool IsSupported(string pattern) => !Untranslated().IsMatch(pattern);

    /// <summary>What is wrong with the pattern, or null.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            _ = Compile(pattern);
            return null;
        }
        catch (ArgumentException e)
        {
            return "error parsing regexp: " + e.Message;
        }
        catch (NotSupportedException)
        {
            return "error parsing regexp: invalid or unsupported Perl syntax";
        }
    }

    // Go's engine has neither lookarounds nor backreferences and is linear, and so is this option.
    public static Regex Compile(string pattern) => new(Translate(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static string Translate(string pattern)
    {
        var translated = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
                translated.Append(Escape(pattern[++i], inClass));
            else if (c == '$' && !inClass)
                translated.Append("\\z");
            else
                translated.Append(c);

            inClass = c == '[' || (inClass && c != ']');
        }

        return translated.Replace("(?P<", "(?<").ToString();
    }

    // Go's classes are of ASCII characters alone.
    private static string Escape(char c, bool inClass) => c switch
    {
        'd' => inClass ? "0-9" : "[0-9]",
        'w' => inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]",
        's' => inClass ? @"\t\n\f\r " : @"[\t\n\f\r ]",
        'D' when !inClass => "[^0-9]",
        'W' when !inClass => "[^0-9A-Za-z_]",
        'S' when !inClass => @"[^\t\n\f\r ]",
        _ => "\\" + c,
    };

    [GeneratedRegex(@"\[:|\\[pPQEC]|\\x\{|\(\?[a-zA-Z-]*[UsmR]|\[[^\]]*\\[DWS]|\\b|\\B|&&|\[[^\]]*-\[")]
    private static partial Regex Untranslated();
}
