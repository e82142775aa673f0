namespace Allocator.GoTemplates;

/// <summary>Parses what stands between the delimiters: pipelines, commands and operands.</summary>
internal sealed class PipelineParser(ParseState state)
{
    private TokenStream Tokens => state.Tokens;

    /// <summary>Parses a pipeline and the token that ends it.</summary>
    public Pipeline Parse(string context, TokenKind end)
    {
        var position = Tokens.PeekNonSpace().Position;
        var variables = ParseVariables(context, out var assigns);
        var commands = new List<Command>();
        while (true)
        {
            var token = Tokens.NextNonSpace();
            if (token.Kind == end)
                break;
            if (!BeginsOperand(token.Kind))
                throw state.Unexpected(token, context);

            Tokens.PutBack(token);
            commands.Add(ParseCommand(stage: commands.Count + 1));
        }

        if (commands.Count == 0)
            throw state.Error(position, $"missing value for {context}");
        return new Pipeline(position, [.. commands], variables, assigns);
    }

    private static bool BeginsOperand(TokenKind kind) => kind is
        TokenKind.Bool or TokenKind.CharacterConstant or TokenKind.Dot or TokenKind.Field or TokenKind.Identifier or TokenKind.LeftParenthesis
        or TokenKind.Nil or TokenKind.Number or TokenKind.RawString or TokenKind.String or TokenKind.Variable;

    /// <summary>Parses the variables that get the pipeline's value, if there are any.</summary>
    private string[] ParseVariables(string context, out bool assigns)
    {
        assigns = false;
        var names = new List<string>();
        while (Tokens.PeekNonSpace().Kind == TokenKind.Variable)
        {
            var variable = Tokens.Next();
            var after = Tokens.Peek();
            var next = Tokens.PeekNonSpace();
            if (next.Kind is TokenKind.Assign or TokenKind.Declare)
            {
                Tokens.Next();
                Declare(variable);
                assigns = next.Kind == TokenKind.Assign;
                break;
            }

            if (next is not { Kind: TokenKind.Character, Text: "," })
            {
                if (after.Kind == TokenKind.Space)
                    Tokens.PutBack(after);
                Tokens.PutBack(variable);
                break;
            }

            Tokens.Next();
            Declare(variable);
            if (context != "range" || names.Count > 1)
                throw state.Error(variable.Position, $"too many declarations in {context}");
            if (Tokens.PeekNonSpace().Kind is not (TokenKind.Variable or TokenKind.RightDelimiter or TokenKind.RightParenthesis))
                throw state.Error(variable.Position, "range can only initialize variables");
        }

        return [.. names];

        void Declare(Token variable)
        {
            names.Add(variable.Text);
            state.Scope.Variables.Add(variable.Text);
        }
    }

    /// <summary>Parses operands up to a pipe, which is consumed, or the pipeline's end, which is not.</summary>
    private Command ParseCommand(int stage)
    {
        var position = Tokens.PeekNonSpace().Position;
        var operands = new List<Expression>();
        while (true)
        {
            if (TryParseOperand() is { } operand)
                operands.Add(operand);

            var token = Tokens.Next();
            if (token.Kind == TokenKind.Space)
                continue;
            if (token.Kind is TokenKind.RightDelimiter or TokenKind.RightParenthesis)
                Tokens.PutBack(token);
            else if (token.Kind != TokenKind.Pipe)
                throw state.Unexpected(token, "operand");
            break;
        }

        return operands switch
        {
            [] => throw state.Error(position, "empty command"),
            [FunctionExpression function, ..] => new CallCommand(position, function.Function, [.. operands.Skip(1)]),
            [ConstantExpression or NilExpression or DotExpression, ..] when stage > 1 =>
                throw state.Error(position, $"non executable command in pipeline stage {stage}"),
            _ => new ValueCommand(operands[0], hasArguments: operands.Count > 1),
        };
    }

    /// <summary>Parses a term and the fields that are taken of it; null if there is no term.</summary>
    private Expression? TryParseOperand()
    {
        var token = Tokens.NextNonSpace();
        var term = TryParseTerm(token);
        if (term is null)
        {
            Tokens.PutBack(token);
            return null;
        }

        var fields = new List<Field>();
        if (token.Kind == TokenKind.Field)
            fields.Add(ToField(token));
        else if (Tokens.Peek().Kind == TokenKind.Field && term is (ConstantExpression or NilExpression or DotExpression))
            throw state.Error(token.Position, $"unexpected . after term {Quoting.Quote(token.Text)}");

        while (Tokens.Peek().Kind == TokenKind.Field)
            fields.Add(ToField(Tokens.Next()));
        return fields.Count > 0 ? new FieldExpression(token.Position, term, [.. fields]) : term;
    }

    private Expression? TryParseTerm(Token token) => token.Kind switch
    {
        TokenKind.Identifier => FunctionTable.Find(token.Text) is { } function
            ? new FunctionExpression(token.Position, function)
            : throw state.Error(token.Position, $"function {Quoting.Quote(token.Text)} not defined"),
        TokenKind.Dot or TokenKind.Field => new DotExpression(token.Position),
        TokenKind.Nil => new NilExpression(token.Position),
        TokenKind.Variable => state.Scope.Variables.Contains(token.Text)
            ? new VariableExpression(token.Position, token.Text)
            : throw state.Error(token.Position, $"undefined variable {Quoting.Quote(token.Text)}"),
        TokenKind.Bool => new ConstantExpression(token.Position, token.Text == "true"),
        TokenKind.CharacterConstant => new ConstantExpression(token.Position, (long)state.Read(token, StringLiteral.UnquoteRune)),
        TokenKind.Number => new ConstantExpression(token.Position, state.Read(token, NumberLiteral.Parse)),
        TokenKind.String or TokenKind.RawString => new ConstantExpression(token.Position, state.Read(token, StringLiteral.Unquote)),
        TokenKind.LeftParenthesis => ParseParenthesized(token),
        _ => null,
    };

    private Pipeline ParseParenthesized(Token open)
    {
        state.Enter(open.Position);
        var pipeline = Parse("parenthesized pipeline", TokenKind.RightParenthesis);
        state.Leave();
        return pipeline;
    }

    private static Field ToField(Token token) => new(token.Text[1..], token.Position);
}
