namespace Allocator.GoTemplates;

/// <summary>A variable, with its <c>$</c>.</summary>
internal sealed class VariableExpression(int position, string name) : Expression(position)
{
    public override object? Evaluate(Run run, object? dot) =>
        run.Variables.TryGet(name, out var value) ? value : throw run.Error(Position, $"undefined variable: {name}");
}
