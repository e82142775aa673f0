using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>
/// A JSON path as columns have it. The forms that are understood: fields, indices, all elements, and a filter that compares one field with a value.
/// </summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubectl/jsonpath/"/>.</remarks>
internal sealed class SimplePath(IReadOnlyList<Func<JsonElement, IEnumerable<JsonElement>>> steps)
{
    /// <summary>Reads a path such as <c>.status.conditions[?(@.type=="Ready")].status</c>; null if it has a form that is not understood.</summary>
    public static SimplePath? Parse(string text) => new SimplePathParser(text).Parse() is { } steps ? new(steps) : null;

    /// <summary>The first value there; undefined if there is none.</summary>
    public JsonElement First(JsonElement element)
    {
        IEnumerable<JsonElement> found = [element];
        foreach (var step in steps)
            found = found.SelectMany(step);
        return found.FirstOrDefault();
    }
}
