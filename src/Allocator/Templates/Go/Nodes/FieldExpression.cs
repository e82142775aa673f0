namespace Allocator.GoTemplates;

/// <summary>Fields of a value, one of the other, as in <c>.A.B</c>, <c>$x.A</c> or <c>(…).A</c>.</summary>
internal sealed class FieldExpression(int position, Expression receiver, Field[] fields) : Expression(position)
{
    public override object? Evaluate(Run run, object? dot) => Evaluate(run, dot, hasArguments: false);

    public override object? EvaluateWithArguments(Run run, object? dot) => Evaluate(run, dot, hasArguments: true);

    private object? Evaluate(Run run, object? dot, bool hasArguments)
    {
        var value = receiver.Evaluate(run, dot);
        for (var i = 0; i < fields.Length; i++)
            value = GetField(run, value, fields[i], hasArguments && i == fields.Length - 1);
        return value;
    }

    private static object? GetField(Run run, object? value, Field field, bool hasArguments)
    {
        var (name, position) = field;
        return value switch
        {
            IReadOnlyDictionary<string, object?> when hasArguments => throw run.Error(position, $"{name} is not a method but has arguments"),
            IReadOnlyDictionary<string, object?> map when map.TryGetValue(name, out var entry) => GoType.FromData(entry),
            IReadOnlyDictionary<string, object?> map when run.MissingKeyIsError =>
                throw run.Error(position, $"map has no entry for key {Quoting.Quote(name)}; {Describe(map)}"),
            null when run.MissingKeyIsError => throw run.Error(position, $"nil data; no entry for key {Quoting.Quote(name)}"),
            null or IReadOnlyDictionary<string, object?> => null,
            _ when ReferenceEquals(value, GoType.Nil) => throw run.Error(position, $"nil pointer evaluating interface {{}}.{name}"),
            _ => throw run.Error(position, $"can't evaluate field {name} in type {GoType.NameOf(value)}"),
        };
    }

    private static string Describe(IReadOnlyDictionary<string, object?> map)
    {
        const int Shown = 20;
        return map.Count == 0
            ? "it is empty"
            : $"it has {string.Join(", ", GoMap.SortedKeys(map).Take(Shown))}{(map.Count > Shown ? ", …" : "")}";
    }
}

/// <summary>A field's name and where it stands.</summary>
/// <param name="Name">The name without its dot.</param>
/// <param name="Position">The offset of its dot in the template.</param>
internal readonly record struct Field(string Name, int Position);
