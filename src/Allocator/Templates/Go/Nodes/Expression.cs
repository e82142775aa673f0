namespace Allocator.GoTemplates;

/// <summary>A part of a template that has a value.</summary>
internal abstract class Expression(int position)
{
    /// <summary>The offset in the template.</summary>
    public int Position => position;

    public abstract object? Evaluate(Run run, object? dot);

    /// <summary>What comes of giving arguments to something that takes none.</summary>
    public virtual object? EvaluateWithArguments(Run run, object? dot) => throw run.Error(Position, "can't give argument to non-function");
}
