using System.Globalization;
using System.Text;
using HandlebarsDotNet;

namespace Allocator.HandlebarsTemplates;

/// <summary>
/// Encodes text to stand between double quotes, as JSON and YAML have them alike: a quote, a backslash and what is no printable character. All else stays, also
/// characters beyond 16 bits, since YAML reads no pairs of escapes.
/// </summary>
internal sealed class JsonTextEncoder : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var characters = new StringBuilder();
        while (text?.MoveNext() == true)
            characters.Append(text.Current);
        Encode(characters, target);
    }

    public void Encode(string? text, TextWriter target)
    {
        if (text is null)
            return;
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!ShouldEncode(text[i]))
                continue;
            target.Write(text.AsSpan(plain, i - plain));
            target.Write(Escape(text[i]));
            plain = i + 1;
        }

        target.Write(text.AsSpan(plain));
    }

    private static bool ShouldEncode(char c) => c is '"' or '\\' or < ' ' or (>= '\x7f' and <= '\x9f') or '\u2028' or '\u2029' or '\ufeff';

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
