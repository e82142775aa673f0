using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Allocator.HandlebarsTemplates;

/// <summary>Names with values, of which each one that is read is a step.</summary>
internal sealed class CountedMap(IReadOnlyDictionary<string, object?> values, HandlebarsRun run) : IReadOnlyDictionary<string, object?>
{
    public int Count => values.Count;

    public IEnumerable<string> Keys => values.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<object?> Values => Keys.Select(key => this[key]);

    public object? this[string key] => CountedValue.Of(values[key], run);

    public bool ContainsKey(string key) => values.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var found = values.TryGetValue(key, out value);
        value = CountedValue.Of(value, run);
        return found;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
