namespace Allocator.Testing;

/// <summary>Reads a script's tokens into commands.</summary>
internal sealed class Parser(IReadOnlyList<Token> tokens)
{
    private int _at;

    private Token? Current => _at < tokens.Count ? tokens[_at] : null;

    public static Node Parse(string script)
    {
        var parser = new Parser(Lexer.Read(script));
        var sequence = parser.ReadSequence();
        return parser.Current is null ? sequence : throw parser.Unexpected();
    }

    private Sequence ReadSequence(params string[] ends)
    {
        var commands = new List<Node>();
        while (true)
        {
            while (Current?.Operator == ";")
                _at++;
            if (Current is null || ends.Any(IsKeyword))
                return new(commands);
            var command = ReadAndOr();
            commands.Add(Take("&") ? new Background(command) : command);
        }
    }

    private Node ReadAndOr()
    {
        Node left = ReadPipeline();
        while (Current?.Operator is "&&" or "||")
        {
            var isAnd = tokens[_at++].Operator == "&&";
            left = new AndOr(left, isAnd, ReadPipeline());
        }

        return left;
    }

    private Pipeline ReadPipeline()
    {
        var isNegated = TakeKeyword("!");
        var commands = new List<Node> { ReadCommand() };
        while (Take("|"))
            commands.Add(ReadCommand());
        return new(isNegated, commands);
    }

    private Node ReadCommand()
    {
        if (TakeKeyword("if"))
            return ReadIf();
        if (!TakeKeyword("while"))
            return ReadSimple();
        var condition = ReadSequence("do");
        Expect("do");
        var body = ReadSequence("done");
        Expect("done");
        return new While(condition, body);
    }

    private If ReadIf()
    {
        var condition = ReadSequence("then");
        Expect("then");
        var then = ReadSequence("else", "fi");
        var otherwise = TakeKeyword("else") ? ReadSequence("fi") : new([]);
        Expect("fi");
        return new(condition, then, otherwise);
    }

    private SimpleCommand ReadSimple()
    {
        var words = new List<Word>();
        var redirections = new List<Redirection>();
        for (; Current is { } token && (token.Word is not null || token.IsRedirection); _at++)
        {
            if (token.Word is not null)
            {
                words.Add(token.Word);
                continue;
            }

            _at++;
            redirections.Add(new(token.Descriptor, token.Operator!, Current?.Word ?? throw Unexpected()));
        }

        return words.Count + redirections.Count > 0 ? new(words, redirections) : throw Unexpected();
    }

    private bool IsKeyword(string keyword) => Current?.Word?.Literal == keyword;

    private bool TakeKeyword(string keyword)
    {
        var isThere = IsKeyword(keyword);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private bool Take(string @operator)
    {
        var isThere = Current?.Operator == @operator;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(string keyword)
    {
        if (!TakeKeyword(keyword))
            throw Unexpected();
    }

    private ShellSyntaxException Unexpected() =>
        new($"unexpected {(Current is null ? "end of file" : $"\"{Current.Operator ?? Current.Word!.Literal ?? "word"}\"")}");
}
