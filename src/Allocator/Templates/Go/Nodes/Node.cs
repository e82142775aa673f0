namespace Allocator.GoTemplates;

/// <summary>A part of a template that is executed for what it writes.</summary>
internal abstract class Node(int position)
{
    /// <summary>The offset in the template.</summary>
    public int Position => position;

    /// <summary>Whether the node can write nothing but space.</summary>
    public virtual bool IsBlank => false;

    public abstract Flow Execute(Run run, object? dot);
}

/// <summary>How execution goes on after a node.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}
