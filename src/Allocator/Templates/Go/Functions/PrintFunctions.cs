using System.Buffers;
using System.Globalization;

namespace Allocator.GoTemplates;

/// <summary>Go's <c>print</c>, <c>printf</c>, <c>println</c>, <c>html</c>, <c>js</c> and <c>urlquery</c>.</summary>
internal static class PrintFunctions
{
    private static readonly SearchValues<char> HtmlSpecial = SearchValues.Create("'\"&<>\0");

    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Variadic("print", 0, Print),
        TemplateFunction.Variadic("printf", 1, PrintFormatted),
        TemplateFunction.Variadic("println", 0, PrintLine),
        TemplateFunction.Variadic("html", 0, static (run, a) => EscapeHtml(run, ToText(run, a))),
        TemplateFunction.Variadic("js", 0, static (run, a) => EscapeJavaScript(run, ToText(run, a))),
        TemplateFunction.Variadic("urlquery", 0, static (run, a) => EscapeQuery(run, ToText(run, a))),
    ];

    private static string Print(Run run, ReadOnlySpan<object?> arguments)
    {
        if (arguments is [string only])
            return only;

        Printer.Print(run.Scratch, arguments);
        return run.Scratch.Take();
    }

    private static string PrintFormatted(Run run, ReadOnlySpan<object?> arguments)
    {
        Printf.Write(run.Scratch, arguments.Text(0), arguments[1..]);
        return run.Scratch.Take();
    }

    private static string PrintLine(Run run, ReadOnlySpan<object?> arguments)
    {
        Printer.PrintLine(run.Scratch, arguments);
        return run.Scratch.Take();
    }

    /// <summary>The arguments printed; unlike <c>print</c> a null is <c>&lt;no value&gt;</c> here.</summary>
    private static string ToText(Run run, ReadOnlySpan<object?> arguments)
    {
        var shown = new object?[arguments.Length];
        for (var i = 0; i < shown.Length; i++)
            shown[i] = arguments[i] ?? "<no value>";
        return Print(run, shown);
    }

    private static string EscapeHtml(Run run, string text)
    {
        var rest = text.AsSpan();
        for (var special = rest.IndexOfAny(HtmlSpecial); special >= 0; special = rest.IndexOfAny(HtmlSpecial))
        {
            run.Scratch.Append(rest[..special]);
            run.Scratch.Append(rest[special] switch
            {
                '"' => "&#34;",
                '\'' => "&#39;",
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ => "\uFFFD",
            });
            rest = rest[(special + 1)..];
        }

        run.Scratch.Append(rest);
        return run.Scratch.Take();
    }

    private static string EscapeJavaScript(Run run, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\\' or '\'' or '"':
                    run.Scratch.Append('\\');
                    run.Scratch.Append((char)rune.Value);
                    break;
                case '<' or '>' or '&' or '=' or < ' ':
                case >= 0x80 when !Quoting.IsPrint(rune):
                    run.Scratch.Append(string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"));
                    break;
                default:
                    run.Scratch.Append(rune.ToString());
                    break;
            }
        }

        return run.Scratch.Take();
    }

    private static string EscapeQuery(Run run, string text)
    {
        foreach (var b in GoText.ToBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
                run.Scratch.Append((char)b);
            else if (b == ' ')
                run.Scratch.Append('+');
            else
                run.Scratch.Append(string.Create(CultureInfo.InvariantCulture, $"%{b:X2}"));
        }

        return run.Scratch.Take();
    }
}
