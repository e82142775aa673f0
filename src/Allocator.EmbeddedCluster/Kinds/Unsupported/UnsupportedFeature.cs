using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>A field that is refused with 501.</summary>
/// <param name="Path">Where it is, below what is looked at; <c>[]</c> stands for every element of a list.</param>
/// <param name="Unless">Values that ask for nothing, as JSON.</param>
internal sealed record UnsupportedFeature(string Path, params IReadOnlyList<string> Unless)
{
    private readonly string[] _steps = Path.Split('.');

    /// <summary>The paths of the fields that are there and ask for something.</summary>
    public IEnumerable<string> Find(JsonElement element, string at) => Find(element, at, _steps);

    private IEnumerable<string> Find(JsonElement element, string at, ReadOnlyMemory<string> steps)
    {
        if (element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return [];
        if (steps.IsEmpty)
            return Unless.Contains(element.GetRawText()) ? [] : [at];
        var step = steps.Span[0];
        return step.EndsWith("[]", StringComparison.Ordinal)
            ? element.Member(step[..^2]).Elements().Index().SelectMany(item => Find(item.Item, $"{at}.{step[..^2]}[{item.Index}]", steps[1..]))
            : Find(element.Member(step), $"{at}.{step}", steps[1..]);
    }
}
