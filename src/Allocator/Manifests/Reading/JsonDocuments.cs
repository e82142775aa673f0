using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>
/// Reads JSON values that follow one another, also with <c>---</c> between them, and knows where in the text an error is.
/// Strict (RFC 8259), and a key that is there twice is an error: other readers each choose another of the two.
/// </summary>
internal sealed class JsonDocuments
{
    private const char End = '\0';

    private readonly string _text;
    private int _at;
    private int _depth;

    private JsonDocuments(string text, int start)
    {
        _text = text;
        _at = start;
    }

    /// <summary>Whether the character begins a JSON document.</summary>
    public static bool IsStart(char first) => first is '{' or '[';

    /// <summary>Reads from a document's start to the end, or to what after a <c>---</c> does not begin as JSON; returns where that is.</summary>
    public static int Read(string text, int start, List<RawDocument> documents)
    {
        var reader = new JsonDocuments(text, start);
        do
        {
            var begin = reader._at;
            documents.Add(new RawDocument(reader.ReadValue(), begin));
        }
        while (reader.ToNext());
        return reader._at;
    }

    private bool ToNext()
    {
        var next = Peek();
        if (next == End || IsStart(next))
            return next != End;
        if (_text[_at - 1] != '\n' || !_text.AsSpan(_at).StartsWith("---", StringComparison.Ordinal))
            throw new ManifestSyntaxException(_at, "expected the end, '---' or the next object after a JSON value");
        _at += 3;
        return IsStart(Peek());
    }

    private JsonNode? ReadValue() => Peek() switch
    {
        '{' => ReadObject(),
        '[' => ReadArray(),
        '"' => JsonValue.Create(ReadString()),
        '-' or (>= '0' and <= '9') => ReadNumber(),
        _ => ReadWord(),
    };

    private JsonObject ReadObject()
    {
        var result = new JsonObject();
        var open = Enter();
        for (var more = Peek() != '}'; more; more = More('}', open))
        {
            if (Peek() != '"')
                throw new ManifestSyntaxException(_at, $"expected a key in double quotes{(result.Count == 0 ? "" : " after ','")}");
            var at = _at;
            var key = ReadString();
            if (result.ContainsKey(key))
                throw new ManifestSyntaxException(at, $"the key \"{key}\" is there twice");
            if (Peek() != ':')
                throw new ManifestSyntaxException(_at, $"expected ':' after the key \"{key}\"");
            _at++;
            result.Add(key, ReadValue());
        }

        Leave();
        return result;
    }

    private JsonArray ReadArray()
    {
        var result = new JsonArray();
        var open = Enter();
        for (var more = Peek() != ']'; more; more = More(']', open))
            result.Add(ReadValue());
        Leave();
        return result;
    }

    private int Enter()
    {
        if (++_depth > ManifestReader.MaxDepth)
            throw new ManifestSyntaxException(_at, $"nested deeper than {ManifestReader.MaxDepth}");
        return _at++;
    }

    private void Leave()
    {
        _at++;
        _depth--;
    }

    /// <summary>Steps over a comma, or stops at the close. A missing comma is reported where it would stand: right after the value.</summary>
    private bool More(char close, int open)
    {
        var afterValue = _at;
        var next = Peek();
        if (next == End)
            throw new ManifestSyntaxException(open, $"this '{_text[open]}' is never closed");
        if (next != close && next != ',')
            throw new ManifestSyntaxException(afterValue, $"expected ',' or '{close}' after the value that ends here");
        if (next == ',')
            _at++;
        return next == ',';
    }

    private string ReadString()
    {
        var open = _at++;
        var builder = new StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            switch (c)
            {
                case '"':
                    return builder.ToString();
                case '\\':
                    builder.Append(ReadEscape());
                    break;
                case '\n' or '\r':
                    throw new ManifestSyntaxException(open, "a string is not closed on its line");
                case < ' ':
                    throw new ManifestSyntaxException(_at - 1, $"the control character U+{(int)c:X4} in a string; write it as an escape");
                default:
                    builder.Append(c);
                    break;
            }
        }

        throw new ManifestSyntaxException(open, "a string is never closed");
    }

    private string ReadEscape()
    {
        var at = _at - 1;
        switch (_at < _text.Length ? _text[_at++] : End)
        {
            case '"': return "\"";
            case '\\': return "\\";
            case '/': return "/";
            case 'b': return "\b";
            case 'f': return "\f";
            case 'n': return "\n";
            case 'r': return "\r";
            case 't': return "\t";
            case 'u': return ReadUnicode(at);
            default: throw new ManifestSyntaxException(at, "an escape that JSON does not have");
        }
    }

    private string ReadUnicode(int at)
    {
        var unit = ReadUnit(at);
        if (!char.IsSurrogate(unit))
            return unit.ToString();
        if (char.IsHighSurrogate(unit) && _text.AsSpan(_at).StartsWith("\\u", StringComparison.Ordinal))
        {
            _at += 2;
            var low = ReadUnit(at);
            if (char.IsLowSurrogate(low))
                return new string([unit, low]);
        }

        throw new ManifestSyntaxException(at, "half of a surrogate pair");
    }

    private char ReadUnit(int at)
    {
        if (_at + 4 > _text.Length
            || !ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw new ManifestSyntaxException(at, "expected four hexadecimal digits after \\u");
        }

        _at += 4;
        return (char)unit;
    }

    private JsonValue ReadNumber()
    {
        var start = _at;
        var text = ReadWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
        return ScalarText.JsonNumber(text) ?? throw new ManifestSyntaxException(start, $"'{text}' is not a number; a string needs double quotes");
    }

    private JsonValue? ReadWord()
    {
        var start = _at;
        return ReadWhile(char.IsAsciiLetterOrDigit) switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            "null" => null,
            _ => throw new ManifestSyntaxException(
                start,
                start == _text.Length ? "the text ends where a value is expected" : "expected a value; a string needs double quotes"),
        };
    }

    private string ReadWhile(Func<char, bool> matches)
    {
        var start = _at;
        while (_at < _text.Length && matches(_text[_at]))
            _at++;
        return _text[start.._at];
    }

    /// <summary>The next character that is not white space.</summary>
    private char Peek()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n')
            _at++;
        return _at < _text.Length ? _text[_at] : End;
    }
}
