using System.Text;

namespace Allocator.GoTemplates;

/// <summary>Sprig's functions on strings.</summary>
/// <remarks>See https://masterminds.github.io/sprig/strings.html.</remarks>
internal static class TextFunctions
{
    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Fixed("lower", 1, static (_, a) => a.Text(0).ToLowerInvariant()),
        TemplateFunction.Fixed("upper", 1, static (_, a) => a.Text(0).ToUpperInvariant()),
        TemplateFunction.Fixed("title", 1, static (_, a) => ToTitle(a.Text(0))),
        TemplateFunction.Fixed("trim", 1, static (_, a) => a.Text(0).Trim()),
        TemplateFunction.Fixed("trimAll", 2, static (_, a) => TrimAll(a.Text(0), a.Text(1))),
        TemplateFunction.Fixed("trimPrefix", 2, static (_, a) => TrimPrefix(a.Text(0), a.Text(1))),
        TemplateFunction.Fixed("trimSuffix", 2, static (_, a) => TrimSuffix(a.Text(0), a.Text(1))),
        TemplateFunction.Fixed("trunc", 2, static (_, a) => Truncate(a.Integer(0), a.Text(1))),
        TemplateFunction.Fixed("replace", 3, static (run, a) => Replace(run, a.Text(0), a.Text(1), a.Text(2))),
        TemplateFunction.Fixed("contains", 2, static (_, a) => a.Text(1).Contains(a.Text(0), StringComparison.Ordinal)),
        TemplateFunction.Fixed("hasPrefix", 2, static (_, a) => a.Text(1).StartsWith(a.Text(0), StringComparison.Ordinal)),
        TemplateFunction.Fixed("hasSuffix", 2, static (_, a) => a.Text(1).EndsWith(a.Text(0), StringComparison.Ordinal)),
        TemplateFunction.Fixed("repeat", 2, static (run, a) => Repeat(run, a.Count(0, run), a.Text(1))),
        TemplateFunction.Fixed("toString", 1, static (run, a) => run.ToText(a[0])),
    ];

    /// <summary>Raises the first letter of each word.</summary>
    private static string ToTitle(string text)
    {
        var title = new StringBuilder(text.Length);
        var previous = new Rune(' ');
        foreach (var rune in text.EnumerateRunes())
        {
            title.Append(SeparatesWords(previous) ? Rune.ToUpperInvariant(rune) : rune);
            previous = rune;
        }

        return title.ToString();
    }

    private static bool SeparatesWords(Rune rune) => rune.IsAscii
        ? !Rune.IsLetterOrDigit(rune) && rune.Value != '_'
        : Rune.IsWhiteSpace(rune);

    private static string TrimAll(string characters, string text) => characters.Length == 0 ? text : text.Trim(characters.ToCharArray());

    private static string TrimPrefix(string prefix, string text) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static string TrimSuffix(string suffix, string text) => text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text;

    /// <summary>Keeps the first bytes, or the last if the count is negative.</summary>
    private static string Truncate(long count, string text)
    {
        var length = GoText.ByteCount(text);
        if (count >= 0)
            return count < length ? GoText.Slice(text, 0, (int)count) : text;
        return count > -length ? GoText.Slice(text, length + (int)count, length) : text;
    }

    private static string Replace(Run run, string old, string with, string text)
    {
        if (old.Length == 0)
            return Interleave(run, with, text);

        var rest = text.AsSpan();
        for (var found = rest.IndexOf(old); found >= 0; found = rest.IndexOf(old))
        {
            run.Scratch.Append(rest[..found]);
            run.Scratch.Append(with);
            rest = rest[(found + old.Length)..];
        }

        run.Scratch.Append(rest);
        return run.Scratch.Take();
    }

    private static string Interleave(Run run, string with, string text)
    {
        run.Scratch.Append(with);
        foreach (var rune in text.EnumerateRunes())
        {
            run.Scratch.Append(rune.ToString());
            run.Scratch.Append(with);
        }

        return run.Scratch.Take();
    }

    private static string Repeat(Run run, int count, string text)
    {
        run.CheckLength((long)count * text.Length);
        return new StringBuilder().Insert(0, text, count).ToString();
    }
}
