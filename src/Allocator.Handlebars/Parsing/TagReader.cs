using Allocator.GoTemplates;

namespace Allocator.HandlebarsTemplates;

/// <summary>Finds the tags of a template.</summary>
internal static class TagReader
{
    /// <exception cref="TemplateException">A tag does not end.</exception>
    public static IEnumerable<Tag> Read(SourceText source)
    {
        var text = source.Text;
        for (var begin = Next(text, 0); begin >= 0;)
        {
            var (opener, closer, contentAt) = Delimiters(text, begin);
            var end = text.IndexOf(closer, contentAt, StringComparison.Ordinal);
            if (end < 0)
                throw source.Error(begin, $"the tag that begins with {opener} has no {closer} at its end");
            end += closer.Length;
            if (begin == 0 || text[begin - 1] != '\\')
                yield return Classify(text[contentAt..(end - closer.Length)].Trim('{', '}', '~', ' ', '\t', '\r', '\n'), begin) with { End = end };
            begin = Next(text, end);
        }
    }

    private static int Next(string text, int from) => text.IndexOf("{{", from, StringComparison.Ordinal);

    private static (string Opener, string Closer, int ContentAt) Delimiters(string text, int begin)
    {
        var tag = text.AsSpan(begin);
        // What is between the tags of a raw block is text.
        if (tag.StartsWith("{{{{"))
            return ("{{{{", "{{{{/", begin + 4);
        if (tag.StartsWith("{{!--") || tag.StartsWith("{{~!--"))
            return ("{{!--", "--", begin + (tag[2] == '~' ? 6 : 5));
        return tag.StartsWith("{{{") ? ("{{{", "}}}", begin + 3) : ("{{", "}}", begin + 2);
    }

    private static Tag Classify(string content, int offset) => content switch
    {
        ['#', ..] => new(TagKind.Open, FirstWord(content.TrimStart('#', '>', '*', ' ')), offset, 0, Nesting(content)),
        ['^', _, ..] => new(TagKind.Open, FirstWord(content[1..].Trim()), offset, 0, Nesting(content)),
        ['/', ..] => new(TagKind.Close, content[1..].Trim(), offset, 0, 0),
        ['!', ..] => new(TagKind.Other, "", offset, 0, 0),
        _ => new(content.StartsWith("else ", StringComparison.Ordinal) ? TagKind.ElseIf : TagKind.Other, "", offset, 0, Nesting(content)),
    };

    private static string FirstWord(string content) => content.Split([' ', '\t', '\r', '\n', '|'], 2)[0];

    private static int Nesting(string content)
    {
        var (depth, deepest) = (0, 0);
        foreach (var c in content)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }
}
