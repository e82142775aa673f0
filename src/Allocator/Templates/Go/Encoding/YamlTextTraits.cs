using System.Text;

namespace Allocator.GoTemplates;

/// <summary>What there is in a string that decides how it may be written as a YAML scalar.</summary>
/// <param name="HasBreaks">Whether it has more than one line.</param>
/// <param name="CanBePlain">Whether it needs no quotes, outside <c>[]</c> and <c>{}</c>.</param>
/// <param name="CanBeSingleQuoted">Whether it needs no escapes.</param>
/// <param name="CanBeLiteral">Whether it may be a literal block.</param>
internal readonly record struct YamlTextTraits(bool HasBreaks, bool CanBePlain, bool CanBeSingleQuoted, bool CanBeLiteral)
{
    public static YamlTextTraits Of(string text)
    {
        if (text.Length == 0)
            return new YamlTextTraits(HasBreaks: false, CanBePlain: false, CanBeSingleQuoted: true, CanBeLiteral: false);

        var (hasBreaks, hasSpecial, spaceBeforeBreak, spaceAfterBreak) = (false, false, false, false);
        var hasIndicators = text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal);
        var previous = new Rune('\n');
        var rest = text.AsSpan();
        for (var isFirst = true; rest.Length > 0; isFirst = false)
        {
            Rune.DecodeFromUtf16(rest, out var rune, out var length);
            rest = rest[length..];
            var beforeBlank = rest.IsEmpty || IsBlank(new Rune(char.IsSurrogate(rest[0]) ? 'x' : rest[0]));
            hasIndicators |= isFirst ? IsLeadingIndicator(rune, beforeBlank) : IsIndicator(rune, afterBlank: IsBlank(previous), beforeBlank);
            hasSpecial |= !IsPrintable(rune);
            hasBreaks |= IsBreak(rune);
            spaceBeforeBreak |= IsBreak(rune) && previous.Value == ' ';
            spaceAfterBreak |= rune.Value == ' ' && IsBreak(previous) && !isFirst;
            previous = rune;
        }

        var isPadded = IsBlank(new Rune(char.IsSurrogate(text[0]) ? 'x' : text[0])) || IsBlank(previous);
        return new YamlTextTraits(
            hasBreaks,
            CanBePlain: !hasBreaks && !hasSpecial && !hasIndicators && !isPadded,
            CanBeSingleQuoted: !hasSpecial && !spaceBeforeBreak && !spaceAfterBreak,
            CanBeLiteral: !hasSpecial && !spaceBeforeBreak && previous.Value != ' ');
    }

    public static bool IsBreak(Rune rune) => rune.Value is '\n' or '\r' or 0x85 or 0x2028 or 0x2029;

    /// <summary>Whether <c>yaml.v2</c> writes the character as it is; it does not so for tabs and for what is beyond the basic plane.</summary>
    public static bool IsPrintable(Rune rune) =>
        rune.Value is '\n' or (>= ' ' and <= '~') or (>= 0xA0 and < 0xD800) or (>= 0xE000 and <= 0xFFFD and not 0xFEFF);

    private static bool IsBlank(Rune rune) => rune.Value is ' ' or '\t' || IsBreak(rune);

    private static bool IsLeadingIndicator(Rune rune, bool beforeBlank) => rune.Value switch
    {
        '#' or ',' or '[' or ']' or '{' or '}' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => true,
        '?' or ':' or '-' => beforeBlank,
        _ => false,
    };

    private static bool IsIndicator(Rune rune, bool afterBlank, bool beforeBlank) => rune.Value switch
    {
        ':' => beforeBlank,
        '#' => afterBlank,
        _ => false,
    };
}
