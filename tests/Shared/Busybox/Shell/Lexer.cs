using System.Text;

namespace Allocator.Testing;

/// <summary>Splits a script into tokens.</summary>
internal sealed class Lexer(string script)
{
    private static readonly string[] s_operators = ["&&", "||", ">>", ">&", ";", "&", "|", "<", ">"];

    private int _at;

    private char Current => _at < script.Length ? script[_at] : '\0';

    public static IReadOnlyList<Token> Read(string script) => [.. new Lexer(script).Tokens()];

    private IEnumerable<Token> Tokens()
    {
        while (true)
        {
            while (Current is ' ' or '\t')
                _at++;
            if (_at >= script.Length)
                yield break;
            if (Current == '\n')
            {
                _at++;
                yield return new(";");
            }
            else if (Current == '#')
            {
                while (_at < script.Length && Current != '\n')
                    _at++;
            }
            else if (Current is '(' or ')' or '`')
            {
                throw new ShellSyntaxException($"{Current} is not supported");
            }
            else
            {
                yield return Operator() ?? new(null, ReadWord());
            }
        }
    }

    private Token? Operator()
    {
        var isNumbered = Current is '0' or '1' or '2' && _at + 1 < script.Length && script[_at + 1] is '<' or '>';
        var start = _at + (isNumbered ? 1 : 0);
        var found = s_operators.FirstOrDefault(candidate => string.CompareOrdinal(script, start, candidate, 0, candidate.Length) == 0);
        if (found is null)
            return null;
        var descriptor = isNumbered ? Current - '0' : found == "<" ? 0 : 1;
        _at = start + found.Length;
        return new(found, null, descriptor);
    }

    private Word ReadWord()
    {
        var parts = new List<WordPart>();
        while (_at < script.Length && !" \t\n;&|<>()`".Contains(Current))
        {
            switch (Current)
            {
                case '\'':
                    parts.Add(new(ReadTo('\''), true, false));
                    break;
                case '"':
                    ReadDoubleQuoted(parts);
                    break;
                case '$':
                    parts.Add(ReadVariable(isQuoted: false));
                    break;
                case '\\':
                    _at++;
                    parts.Add(new(Current.ToString(), true, false));
                    _at++;
                    break;
                default:
                    parts.Add(new(ReadPlain(), false, false));
                    break;
            }
        }

        return new(parts);
    }

    private string ReadPlain()
    {
        var start = _at;
        while (_at < script.Length && !" \t\n;&|<>()`'\"$\\".Contains(Current))
            _at++;
        return script[start.._at];
    }

    private string ReadTo(char end)
    {
        var close = script.IndexOf(end, _at + 1);
        if (close < 0)
            throw new ShellSyntaxException("unterminated quoted string");
        var text = script[(_at + 1)..close];
        _at = close + 1;
        return text;
    }

    private void ReadDoubleQuoted(List<WordPart> parts)
    {
        var text = new StringBuilder();
        for (_at++; Current != '"';)
        {
            if (_at >= script.Length)
                throw new ShellSyntaxException("unterminated quoted string");
            if (Current == '$')
            {
                parts.Add(new(text.ToString(), true, false));
                text.Clear();
                parts.Add(ReadVariable(isQuoted: true));
                continue;
            }

            if (Current == '\\' && _at + 1 < script.Length && "$`\"\\".Contains(script[_at + 1]))
                _at++;
            text.Append(script[_at++]);
        }

        _at++;
        parts.Add(new(text.ToString(), true, false));
    }

    private WordPart ReadVariable(bool isQuoted)
    {
        _at++;
        if (Current == '{')
            return Variable(ReadTo('}'), isQuoted);
        if (Current != '\0' && "@#?$".Contains(Current))
            return Variable(script[_at++].ToString(), isQuoted);
        if (Current == '(')
            throw new ShellSyntaxException("$( is not supported");
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '_')
            _at++;
        return start == _at ? new("$", isQuoted, false) : Variable(script[start.._at], isQuoted);
    }

    private static WordPart Variable(string name, bool isQuoted) =>
        name is "@" or "#" or "?" or "$" || (name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            ? new(name, isQuoted, true)
            : throw new ShellSyntaxException($"${{{name}}} is not supported");
}
