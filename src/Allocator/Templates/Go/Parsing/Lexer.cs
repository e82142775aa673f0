using System.Text;

namespace Allocator.GoTemplates;

/// <summary>Cuts a template's text into tokens, one at a time.</summary>
internal sealed class Lexer(string text)
{
    private const string LeftDelimiter = "{{";
    private const string RightDelimiter = "}}";
    private const string SpaceCharacters = " \t\r\n";
    private const int EndOfText = -1;

    private Func<Lexer, Token?>? _state = static lexer => lexer.LexText();
    private Token _last;
    private int _start;
    private int _position;
    private int _parentheses;

    /// <summary>The next token. After the end of the text or an error it is that one for ever.</summary>
    public Token Next()
    {
        while (_state is { } state)
        {
            if (state(this) is { } token)
                return _last = token;
        }

        return _last;
    }

    private Token? LexText()
    {
        var action = text.IndexOf(LeftDelimiter, _position, StringComparison.Ordinal);
        var end = action < 0 ? text.Length : action;
        if (action >= 0 && HasLeftTrimMarker(action + LeftDelimiter.Length))
            end = _position + text.AsSpan(_position, action - _position).TrimEnd(SpaceCharacters).Length;

        _state = action < 0 ? static lexer => lexer.LexEnd() : static lexer => lexer.LexLeftDelimiter();
        _position = end;
        Token? token = end > _start ? Emit(TokenKind.Text) : null;
        _start = _position = action < 0 ? text.Length : action;
        return token;
    }

    private Token? LexEnd()
    {
        _state = null;
        return Emit(TokenKind.EndOfFile);
    }

    private Token? LexLeftDelimiter()
    {
        _position += LeftDelimiter.Length;
        var marker = HasLeftTrimMarker(_position) ? 2 : 0;
        if (text.AsSpan(_position + marker).StartsWith("/*"))
            return LexComment(_position + marker);

        var token = Emit(TokenKind.LeftDelimiter);
        _start = _position += marker;
        _parentheses = 0;
        _state = static lexer => lexer.LexInsideAction();
        return token;
    }

    private Token? LexComment(int begin)
    {
        _start = begin;
        var end = text.IndexOf("*/", begin + 2, StringComparison.Ordinal);
        if (end < 0)
            return Fail("unclosed comment");

        _position = end + 2;
        if (RightDelimiterLength() == 0)
            return Fail("comment ends before closing delimiter");

        SkipRightDelimiter();
        _state = static lexer => lexer.LexText();
        return null;
    }

    private Token? LexRightDelimiter()
    {
        _start = _position + RightDelimiterLength() - RightDelimiter.Length;
        var token = new Token(TokenKind.RightDelimiter, _start, RightDelimiter);
        SkipRightDelimiter();
        _state = static lexer => lexer.LexText();
        return token;
    }

    private Token? LexInsideAction()
    {
        if (RightDelimiterLength() > 0)
            return _parentheses == 0 ? LexRightDelimiter() : Fail("unclosed left paren");

        switch (Read())
        {
            case EndOfText:
                return Fail("unclosed action");
            case var r when IsSpace(r):
                return LexSpace();
            case '=':
                return Emit(TokenKind.Assign);
            case ':':
                return Read() == '=' ? Emit(TokenKind.Declare) : Fail("expected :=");
            case '|':
                return Emit(TokenKind.Pipe);
            case '"':
                return LexQuoted('"', TokenKind.String, "unterminated quoted string");
            case '\'':
                return LexQuoted('\'', TokenKind.CharacterConstant, "unterminated character constant");
            case '`':
                return LexRawString();
            case '$':
                return LexName(TokenKind.Variable, TokenKind.Variable);
            case '.' when !char.IsAsciiDigit(CharAt(_position)):
                return LexName(TokenKind.Dot, TokenKind.Field);
            case '.' or '+' or '-' or (>= '0' and <= '9'):
                _position = _start;
                return LexNumber();
            case var r when IsAlphaNumeric(r):
                return LexIdentifier();
            case '(':
                _parentheses++;
                return Emit(TokenKind.LeftParenthesis);
            case ')':
                return --_parentheses < 0 ? Fail("unexpected right paren") : Emit(TokenKind.RightParenthesis);
            case > ' ' and < 0x7f:
                return Emit(TokenKind.Character);
            case var r:
                return Fail($"unrecognized character in action: {Describe(r)}");
        }
    }

    /// <summary>Reads a run of spaces, but leaves the one that belongs to a closing <c> -}}</c>.</summary>
    private Token? LexSpace()
    {
        while (IsSpace(Peek()))
            _position++;

        _position--;
        if (RightDelimiterLength() == 0)
            _position++;
        return _position > _start ? Emit(TokenKind.Space) : null;
    }

    private Token? LexIdentifier()
    {
        SkipAlphaNumeric();
        if (!IsAtTerminator())
            return FailHere($"bad character {Describe(Peek())}");

        var word = text.AsSpan(_start, _position - _start);
        return Emit(word switch
        {
            "block" => TokenKind.Block,
            "break" => TokenKind.Break,
            "continue" => TokenKind.Continue,
            "define" => TokenKind.Define,
            "else" => TokenKind.Else,
            "end" => TokenKind.End,
            "if" => TokenKind.If,
            "nil" => TokenKind.Nil,
            "range" => TokenKind.Range,
            "template" => TokenKind.Template,
            "with" => TokenKind.With,
            "true" or "false" => TokenKind.Bool,
            _ => TokenKind.Identifier,
        });
    }

    /// <summary>Reads what follows a <c>.</c> or <c>$</c>, which may be nothing.</summary>
    private Token? LexName(TokenKind alone, TokenKind named)
    {
        if (IsAtTerminator())
            return Emit(alone);

        SkipAlphaNumeric();
        return IsAtTerminator() ? Emit(named) : FailHere($"bad character {Describe(Peek())}");
    }

    private Token? LexNumber()
    {
        _position += NumberLiteral.Scan(text.AsSpan(_position));
        if (!IsAlphaNumeric(Peek()) && Peek() is not ('+' or '-'))
            return Emit(TokenKind.Number);

        Read();
        return Fail($"bad number syntax: {Quoting.Quote(text[_start.._position])}");
    }

    private Token? LexQuoted(char quote, TokenKind kind, string unterminated)
    {
        while (true)
        {
            var r = Read();
            if (r == quote)
                return Emit(kind);
            if (r == '\\')
                r = Read();
            if (r is EndOfText or '\n')
                return Fail(unterminated);
        }
    }

    private Token? LexRawString()
    {
        var end = text.IndexOf('`', _position);
        if (end < 0)
            return Fail("unterminated raw quoted string");

        _position = end + 1;
        return Emit(TokenKind.RawString);
    }

    private Token Emit(TokenKind kind)
    {
        var token = new Token(kind, _start, text[_start.._position]);
        _start = _position;
        return token;
    }

    private Token? Fail(string problem)
    {
        _state = null;
        return new Token(TokenKind.Error, _start, problem);
    }

    private Token? FailHere(string problem)
    {
        _start = _position;
        return Fail(problem);
    }

    private int Read()
    {
        if (_position >= text.Length)
            return EndOfText;

        Rune.DecodeFromUtf16(text.AsSpan(_position), out var rune, out var length);
        _position += length;
        return rune.Value;
    }

    private int Peek()
    {
        var before = _position;
        var r = Read();
        _position = before;
        return r;
    }

    private void SkipAlphaNumeric()
    {
        while (IsAlphaNumeric(Peek()))
            Read();
    }

    /// <summary>Whether what follows may follow a name.</summary>
    private bool IsAtTerminator() =>
        Peek() is EndOfText or '.' or ',' or '|' or ':' or '(' or ')'
        || IsSpace(Peek())
        || text.AsSpan(_position).StartsWith(RightDelimiter);

    private bool HasLeftTrimMarker(int at) => CharAt(at) == '-' && IsSpace(CharAt(at + 1));

    /// <summary>The length of the closing delimiter here, with its trim marker; 0 if there is none.</summary>
    private int RightDelimiterLength()
    {
        var rest = text.AsSpan(_position);
        if (rest.StartsWith(RightDelimiter))
            return RightDelimiter.Length;

        var hasMarker = rest.Length > 2 && IsSpace(rest[0]) && rest[1] == '-' && rest[2..].StartsWith(RightDelimiter);
        return hasMarker ? RightDelimiter.Length + 2 : 0;
    }

    private void SkipRightDelimiter()
    {
        var length = RightDelimiterLength();
        _position += length;
        if (length > RightDelimiter.Length)
            _position = text.Length - text.AsSpan(_position).TrimStart(SpaceCharacters).Length;
        _start = _position;
    }

    private char CharAt(int at) => at < text.Length ? text[at] : '\0';

    private static bool IsSpace(int r) => r is ' ' or '\t' or '\r' or '\n';

    private static bool IsAlphaNumeric(int r) => r == '_' || (r >= 0 && (Rune.IsLetter(new Rune(r)) || Rune.IsDigit(new Rune(r))));

    private static string Describe(int r) => r == EndOfText ? "EOF" : $"U+{r:X4} {Quoting.QuoteRune(new Rune(r))}";
}
