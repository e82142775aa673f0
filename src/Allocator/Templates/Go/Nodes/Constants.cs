namespace Allocator.GoTemplates;

/// <summary>The dot.</summary>
internal sealed class DotExpression(int position) : Expression(position)
{
    public override object? Evaluate(Run run, object? dot) => dot;
}

/// <summary>A string, number or boolean constant.</summary>
internal sealed class ConstantExpression(int position, object value) : Expression(position)
{
    public override object? Evaluate(Run run, object? dot) =>
        value is TooLargeInteger number ? throw run.Error(Position, $"{number.Text} overflows int") : value;
}

/// <summary>The constant <c>nil</c>, which is an argument only.</summary>
internal sealed class NilExpression(int position) : Expression(position)
{
    public override object? Evaluate(Run run, object? dot) => null;
}
