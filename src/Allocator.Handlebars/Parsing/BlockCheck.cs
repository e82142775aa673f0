using Allocator.GoTemplates;

namespace Allocator.HandlebarsTemplates;

/// <summary>
/// Checks before the compiler, which has no place for it, that blocks are closed; and that none are nested so deep that the compiler would run out of stack.
/// </summary>
internal sealed class BlockCheck(SourceText source)
{
    private const int MaxDepth = 100;

    private readonly Stack<(Tag Tag, int OuterDepth)> _open = new();
    private int _depth;

    /// <exception cref="TemplateException">A tag or block is not closed, closed twice or nested too deep.</exception>
    public void Run()
    {
        foreach (var tag in TagReader.Read(source))
        {
            if (tag.Parentheses > MaxDepth)
                throw source.Error(tag.Offset, $"expressions are nested deeper than {MaxDepth}");
            if (tag.Kind == TagKind.Open)
                _open.Push((tag, _depth));
            if (tag.Kind == TagKind.Close)
                _depth = Close(tag);
            else if (tag.Kind != TagKind.Other && ++_depth > MaxDepth)
                throw source.Error(tag.Offset, $"blocks are nested deeper than {MaxDepth}; each 'else if' counts");
        }

        if (_open.TryPeek(out var last))
            throw source.Error(last.Tag.Offset, $"the block '{last.Tag.Name}' is not closed: write {{{{/{last.Tag.Name}}}}} at its end");
    }

    private int Close(Tag tag)
    {
        if (!_open.TryPop(out var opened))
            throw source.Error(tag.Offset, $"{{{{/{tag.Name}}}}} closes no block: none is open");
        if (opened.Tag.Name != tag.Name)
        {
            var line = source.PositionOf(opened.Tag.Offset).Line;
            throw source.Error(tag.Offset, $"{{{{/{tag.Name}}}}} closes no block: the open one is '{opened.Tag.Name}', of line {line}");
        }

        return opened.OuterDepth;
    }
}
