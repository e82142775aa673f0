using System.Collections.Frozen;

namespace Allocator;

/// <summary>
/// What a template sees: names with values. A value is a string, a bool, a long, a double, null, a list of values
/// (<see cref="IReadOnlyList{T}"/> of object) or names with values (<see cref="IReadOnlyDictionary{TKey,TValue}"/> of string and object).
/// </summary>
public sealed class TemplateData
{
    /// <summary>Takes the top level's names and values.</summary>
    public TemplateData(IReadOnlyDictionary<string, object?> values, string seed = "")
    {
        Values = values.ToFrozenDictionary(StringComparer.Ordinal);
        Seed = seed;
    }

    /// <summary>The top level's names and values.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>
    /// What functions that make up values (<c>randAlphaNum</c>) derive them from: two renderings with one seed make up the same.
    /// A secret of the instance's creation.
    /// </summary>
    public string Seed { get; }
}
