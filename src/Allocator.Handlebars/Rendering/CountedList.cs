using System.Collections;

namespace Allocator.HandlebarsTemplates;

/// <summary>A list of values, of which each one that is read is a step.</summary>
internal sealed class CountedList(IReadOnlyList<object?> values, HandlebarsRun run) : IReadOnlyList<object?>
{
    public int Count => values.Count;

    public object? this[int index] => CountedValue.Of(values[index], run);

    public IEnumerator<object?> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
