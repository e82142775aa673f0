namespace Allocator.GoTemplates;

/// <summary>A piece of a template, as the lexer cuts it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">The offset of its first character.</param>
/// <param name="Text">Its text; of an error, what is wrong.</param>
internal readonly record struct Token(TokenKind Kind, int Position, string Text)
{
    private const int LongestShown = 10;

    public int End => Position + Text.Length;

    /// <summary>The token as messages show it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.EndOfFile => "EOF",
        TokenKind.Error => Text,
        > TokenKind.KeywordsFollow => $"<{Text}>",
        _ when Text.Length > LongestShown => Quoting.Quote(Text[..LongestShown]) + "...",
        _ => Quoting.Quote(Text),
    };
}

internal enum TokenKind
{
    Error,
    Bool,
    Character,
    CharacterConstant,
    Assign,
    Declare,
    EndOfFile,
    Field,
    Identifier,
    LeftDelimiter,
    LeftParenthesis,
    Number,
    Pipe,
    RawString,
    RightDelimiter,
    RightParenthesis,
    Space,
    String,
    Text,
    Variable,
    KeywordsFollow,
    Block,
    Break,
    Continue,
    Define,
    Dot,
    Else,
    End,
    If,
    Nil,
    Range,
    Template,
    With,
}
