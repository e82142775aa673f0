namespace Allocator.Testing;

/// <summary>A part of a word.</summary>
/// <param name="Text">The text, or the variable's name.</param>
/// <param name="IsQuoted">Whether it stands as it is: not split, no keyword.</param>
/// <param name="IsVariable">Whether it is to be replaced.</param>
internal sealed record WordPart(string Text, bool IsQuoted, bool IsVariable);

internal sealed record Word(IReadOnlyList<WordPart> Parts)
{
    /// <summary>The word if nothing in it is quoted or replaced, as a keyword must be.</summary>
    public string? Literal => Parts is [{ IsQuoted: false, IsVariable: false } part] ? part.Text : null;
}

/// <summary>A redirection of a descriptor, 0 to 2.</summary>
/// <param name="Descriptor">What is redirected.</param>
/// <param name="Operator">One of <c>&lt;</c>, <c>&gt;</c>, <c>&gt;&gt;</c> and <c>&gt;&amp;</c>.</param>
/// <param name="Target">The file, or the descriptor.</param>
internal sealed record Redirection(int Descriptor, string Operator, Word Target);

internal abstract record Node;

internal sealed record SimpleCommand(IReadOnlyList<Word> Words, IReadOnlyList<Redirection> Redirections) : Node;

internal sealed record Pipeline(bool IsNegated, IReadOnlyList<Node> Commands) : Node;

internal sealed record AndOr(Node Left, bool IsAnd, Node Right) : Node;

internal sealed record Background(Node Command) : Node;

internal sealed record Sequence(IReadOnlyList<Node> Commands) : Node;

internal sealed record If(Node Condition, Node Then, Node Else) : Node;

internal sealed record While(Node Condition, Node Body) : Node;
