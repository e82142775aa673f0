namespace Allocator.GoTemplates;

/// <summary>A function's name where a value is wanted: a call without arguments.</summary>
internal sealed class FunctionExpression(int position, TemplateFunction function) : Expression(position)
{
    private readonly CallCommand _call = new(position, function, []);

    public TemplateFunction Function => function;

    public override object? Evaluate(Run run, object? dot) => _call.Evaluate(run, dot, Command.NoValue);
}
