namespace Allocator.GoTemplates;

/// <summary>Parses text, actions and control structures.</summary>
internal sealed class TemplateParser
{
    private readonly Dictionary<string, NodeList> _templates = new(StringComparer.Ordinal);
    private readonly ParseState _state;
    private readonly PipelineParser _pipelines;

    private TemplateParser(SourceText source)
    {
        _state = new ParseState(source);
        _pipelines = new PipelineParser(_state);
    }

    private TokenStream Tokens => _state.Tokens;

    /// <summary>Parses a template and what it defines.</summary>
    /// <returns>The templates by name; the whole has the name of the source.</returns>
    /// <exception cref="TemplateException">It is not a template.</exception>
    public static IReadOnlyDictionary<string, NodeList> Parse(SourceText source)
    {
        var parser = new TemplateParser(source);
        parser.Add(source.Name, parser.ParseRoot(), position: 0);
        return parser._templates;
    }

    private NodeList ParseRoot()
    {
        var nodes = new List<Node>();
        while (Tokens.Peek().Kind != TokenKind.EndOfFile)
        {
            if (TryParseDefinition())
                continue;

            var item = ParseItem();
            nodes.Add(item.Node ?? throw _state.Error(item.Position, $"unexpected {item}"));
        }

        return new NodeList([.. nodes]);
    }

    private bool TryParseDefinition()
    {
        if (Tokens.Peek().Kind != TokenKind.LeftDelimiter)
            return false;

        var delimiter = Tokens.Next();
        if (Tokens.PeekNonSpace().Kind != TokenKind.Define)
        {
            Tokens.PutBack(delimiter);
            return false;
        }

        const string Context = "define clause";
        Tokens.Next();
        var name = ParseName(Context);
        _state.Expect(TokenKind.RightDelimiter, Context);
        ParseTemplateBody(name, delimiter.Position, Context);
        return true;
    }

    /// <summary>Parses the body of a <c>define</c> or <c>block</c>, which knows no variables and loops of its surroundings.</summary>
    private void ParseTemplateBody(string name, int position, string context)
    {
        var outer = _state.Scope;
        _state.Scope = new ParseScope();
        var (body, end) = ParseList(position, context);
        if (end.IsElse)
            throw _state.Error(end.Position, $"unexpected {end} in {context}");

        Add(name, body, position);
        _state.Scope = outer;
    }

    private void Add(string name, NodeList body, int position)
    {
        if (!_templates.TryGetValue(name, out var known) || known.IsBlank)
            _templates[name] = body;
        else if (!body.IsBlank)
            throw _state.Error(position, $"multiple definition of template {Quoting.Quote(name)}");
    }

    /// <summary>Parses up to an <c>end</c> or <c>else</c>.</summary>
    private (NodeList List, Item End) ParseList(int opening, string context)
    {
        _state.Enter(opening);
        var nodes = new List<Node>();
        while (Tokens.PeekNonSpace().Kind != TokenKind.EndOfFile)
        {
            var item = ParseItem();
            if (item.Node is null)
            {
                _state.Leave();
                return (new NodeList([.. nodes]), item);
            }

            nodes.Add(item.Node);
        }

        throw _state.Error(opening, $"unexpected EOF: this {context} has no {{{{end}}}}");
    }

    private Item ParseItem()
    {
        var token = Tokens.NextNonSpace();
        return token.Kind switch
        {
            TokenKind.Text => Item.Of(new TextNode(token.Position, token.Text)),
            TokenKind.LeftDelimiter => ParseAction(token.Position),
            _ => throw _state.Unexpected(token, "input"),
        };
    }

    private Item ParseAction(int position)
    {
        var token = Tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Block:
                return Item.Of(ParseBlock(position));
            case TokenKind.Break:
                return Item.Of(ParseJump(position, Flow.Break, "{{break}}"));
            case TokenKind.Continue:
                return Item.Of(ParseJump(position, Flow.Continue, "{{continue}}"));
            case TokenKind.Else:
                if (Tokens.PeekNonSpace().Kind is not (TokenKind.If or TokenKind.With))
                    _state.Expect(TokenKind.RightDelimiter, "else");
                return Item.Else(position);
            case TokenKind.End:
                _state.Expect(TokenKind.RightDelimiter, "end");
                return Item.End(position);
            case TokenKind.If:
                return Item.Of(ParseBranches(position, TokenKind.If, "if"));
            case TokenKind.Range:
                return Item.Of(ParseRange(position));
            case TokenKind.Template:
                return Item.Of(ParseTemplateCall());
            case TokenKind.With:
                return Item.Of(ParseBranches(position, TokenKind.With, "with"));
            default:
                Tokens.PutBack(token);
                return Item.Of(new ActionNode(position, _pipelines.Parse("command", TokenKind.RightDelimiter)));
        }
    }

    private JumpNode ParseJump(int position, Flow flow, string action)
    {
        _state.Expect(TokenKind.RightDelimiter, action);
        return _state.Scope.Loops > 0 ? new JumpNode(position, flow) : throw _state.Error(position, $"{action} outside {{{{range}}}}");
    }

    private BranchNode ParseBranches(int position, TokenKind keyword, string context)
    {
        var variables = _state.Scope.Variables;
        var mark = variables.Count;
        var branches = new List<Branch>();
        NodeList? otherwise = null;
        while (true)
        {
            var condition = _pipelines.Parse(context, TokenKind.RightDelimiter);
            var (body, end) = ParseList(position, context);
            branches.Add(new Branch(condition, SetsDot: keyword == TokenKind.With, body));
            if (!end.IsElse)
                break;

            if (Tokens.Peek().Kind == keyword)
            {
                Tokens.Next();
                continue;
            }

            otherwise = ParseElse(position, context);
            break;
        }

        variables.RemoveRange(mark, variables.Count - mark);
        return new BranchNode(position, branches, otherwise);
    }

    private RangeNode ParseRange(int position)
    {
        const string Context = "range";
        var scope = _state.Scope;
        var mark = scope.Variables.Count;
        var pipeline = _pipelines.Parse(Context, TokenKind.RightDelimiter);
        scope.Loops++;
        var (body, end) = ParseList(position, Context);
        scope.Loops--;
        var otherwise = end.IsElse ? ParseElse(position, Context) : null;
        scope.Variables.RemoveRange(mark, scope.Variables.Count - mark);
        return new RangeNode(position, pipeline, body, otherwise);
    }

    private NodeList ParseElse(int position, string context)
    {
        var (body, end) = ParseList(position, context);
        return end.IsElse ? throw _state.Error(end.Position, $"expected end; found {end}") : body;
    }

    private TemplateNode ParseBlock(int position)
    {
        const string Context = "block clause";
        var at = Tokens.PeekNonSpace().Position;
        var name = ParseName(Context);
        var pipeline = _pipelines.Parse(Context, TokenKind.RightDelimiter);
        ParseTemplateBody(name, position, Context);
        return new TemplateNode(at, name, pipeline);
    }

    private TemplateNode ParseTemplateCall()
    {
        const string Context = "template clause";
        var at = Tokens.PeekNonSpace().Position;
        var name = ParseName(Context);
        if (Tokens.PeekNonSpace().Kind != TokenKind.RightDelimiter)
            return new TemplateNode(at, name, _pipelines.Parse(Context, TokenKind.RightDelimiter));

        Tokens.Next();
        return new TemplateNode(at, name, pipeline: null);
    }

    private string ParseName(string context)
    {
        var token = Tokens.NextNonSpace();
        return token.Kind is TokenKind.String or TokenKind.RawString
            ? _state.Read(token, StringLiteral.Unquote)
            : throw _state.Unexpected(token, context);
    }

    /// <summary>A node, or an <c>else</c> or <c>end</c>, which end a list of nodes.</summary>
    private readonly record struct Item(Node? Node, int Position, bool IsElse)
    {
        public static Item Of(Node node) => new(node, node.Position, IsElse: false);

        public static Item Else(int position) => new(null, position, IsElse: true);

        public static Item End(int position) => new(null, position, IsElse: false);

        public override string ToString() => IsElse ? "{{else}}" : "{{end}}";
    }
}
