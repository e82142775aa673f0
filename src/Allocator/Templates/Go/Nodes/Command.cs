namespace Allocator.GoTemplates;

/// <summary>One stage of a pipeline.</summary>
internal abstract class Command
{
    /// <summary>What the first stage of a pipeline gets as the value of the stage before.</summary>
    public static readonly object NoValue = new();

    /// <param name="run">The rendering.</param>
    /// <param name="dot">The dot.</param>
    /// <param name="piped">The value of the stage before, or <see cref="NoValue"/>.</param>
    public abstract object? Evaluate(Run run, object? dot, object? piped);
}

/// <summary>A value that is no function, so arguments are an error.</summary>
internal sealed class ValueCommand(Expression value, bool hasArguments) : Command
{
    public override object? Evaluate(Run run, object? dot, object? piped)
    {
        if (hasArguments || !ReferenceEquals(piped, NoValue))
            return value.EvaluateWithArguments(run, dot);
        return value is NilExpression ? throw run.Error(value.Position, "nil is not a command") : value.Evaluate(run, dot);
    }
}
