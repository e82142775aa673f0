namespace Allocator.GoTemplates;

/// <summary>The tokens of a template, with any number of them put back.</summary>
internal sealed class TokenStream(Lexer lexer)
{
    private readonly Stack<Token> _pending = new();

    public Token Next() => _pending.TryPop(out var token) ? token : lexer.Next();

    public Token NextNonSpace()
    {
        while (true)
        {
            if (Next() is { Kind: not TokenKind.Space } token)
                return token;
        }
    }

    public Token Peek()
    {
        var token = Next();
        PutBack(token);
        return token;
    }

    /// <summary>The next token that is no space; spaces before it are gone.</summary>
    public Token PeekNonSpace()
    {
        var token = NextNonSpace();
        PutBack(token);
        return token;
    }

    public void PutBack(Token token) => _pending.Push(token);
}
