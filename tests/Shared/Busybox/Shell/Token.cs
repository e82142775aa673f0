namespace Allocator.Testing;

/// <summary>A word, an operator or a redirection's beginning.</summary>
/// <param name="Operator">The operator, null for a word. A line's end is a semicolon.</param>
/// <param name="Word">The word.</param>
/// <param name="Descriptor">What a redirection redirects.</param>
internal sealed record Token(string? Operator, Word? Word = null, int Descriptor = 0)
{
    public bool IsRedirection => Operator is "<" or ">" or ">>" or ">&";
}
