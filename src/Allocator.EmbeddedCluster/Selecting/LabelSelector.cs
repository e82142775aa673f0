using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Which labels objects must have.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors"/>.</remarks>
internal sealed class LabelSelector(IReadOnlyList<LabelRequirement> requirements)
{
    public static LabelSelector Everything { get; } = new([]);

    public IReadOnlyList<LabelRequirement> Requirements { get; } = requirements;

    /// <summary>Whether it selects everything, which for most workloads means nothing.</summary>
    public bool IsEmpty => Requirements.Count == 0;

    public bool Matches(StoredObject obj) => Matches(obj.Labels);

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in Requirements)
        {
            if (!requirement.Matches(labels))
                return false;
        }

        return true;
    }

    /// <summary>Reads the form of queries: <c>app=web,tier in (a, b),!old</c>.</summary>
    /// <exception cref="ApiException">400: it cannot be read.</exception>
    public static LabelSelector Parse(string text) => string.IsNullOrWhiteSpace(text) ? Everything : new(new LabelSelectorParser(text).Parse());

    /// <summary>Reads the form of objects: <c>matchLabels</c> and <c>matchExpressions</c>.</summary>
    public static LabelSelector Read(JsonElement selector)
    {
        var labels = selector.Member("matchLabels").Members().Select(label => LabelRequirement.Equal(label.Name, label.Value.Text()));
        var expressions = selector.Member("matchExpressions").Elements().Select(expression => new LabelRequirement(
            expression.Text("key"), Operator(expression.Text("operator")), [.. expression.Member("values").Elements().Select(value => value.Text())]));
        return new([.. labels, .. expressions]);
    }

    /// <summary>Reads a plain map of labels, as services and replication controllers have it.</summary>
    public static LabelSelector OfLabels(JsonElement labels) =>
        new([.. labels.Members().Select(label => LabelRequirement.Equal(label.Name, label.Value.Text()))]);

    public override string ToString() => string.Join(',', Requirements);

    private static LabelOperator Operator(string name) => name switch
    {
        "In" => LabelOperator.In,
        "NotIn" => LabelOperator.NotIn,
        "Exists" => LabelOperator.Exists,
        "DoesNotExist" => LabelOperator.DoesNotExist,
        _ => throw ApiException.BadRequest($"\"{name}\" is not a valid pod selector operator"),
    };
}
