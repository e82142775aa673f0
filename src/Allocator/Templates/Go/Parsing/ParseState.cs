namespace Allocator.GoTemplates;

/// <summary>What the parsers of one template share.</summary>
internal sealed class ParseState(SourceText source)
{
    // So deep that no template for people gets there, and so shallow that neither parsing nor execution runs out of stack.
    private const int MaxDepth = 100;

    private int _depth;

    public TokenStream Tokens { get; } = new(new Lexer(source.Text));

    public ParseScope Scope { get; set; } = new();

    /// <summary>Goes one level deeper into parentheses or control structures.</summary>
    public void Enter(int position)
    {
        if (++_depth > MaxDepth)
            throw Error(position, $"parentheses and control structures are nested deeper than {MaxDepth}");
    }

    public void Leave() => _depth--;

    public void Expect(TokenKind kind, string context)
    {
        var token = Tokens.NextNonSpace();
        if (token.Kind != kind)
            throw Unexpected(token, context);
    }

    public TemplateException Unexpected(Token token, string context) =>
        Error(token.Position, token.Kind == TokenKind.Error ? token.Text : $"unexpected {token} in {context}");

    public TemplateException Error(int position, string problem) => source.Error(position, problem);

    /// <summary>The value of a constant.</summary>
    public T Read<T>(Token token, Func<string, T> read)
    {
        try
        {
            return read(token.Text);
        }
        catch (FormatException e)
        {
            throw Error(token.Position, e.Message);
        }
    }
}

/// <summary>What is known of the template that is being parsed: a <c>define</c> or <c>block</c> has its own.</summary>
internal sealed class ParseScope
{
    /// <summary>The variables declared so far.</summary>
    public List<string> Variables { get; } = ["$"];

    /// <summary>In how many loops the parser is.</summary>
    public int Loops { get; set; }
}
