using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Which labels a workload looks for.</summary>
internal sealed class ObjectSelector
{
    private readonly List<Func<IReadOnlyDictionary<string, string>, bool>> _conditions = [];

    private ObjectSelector()
    {
    }

    /// <summary>Whether it selects everything, which for most workloads means nothing.</summary>
    public bool IsEmpty => _conditions.Count == 0;

    /// <summary>Reads a <c>LabelSelector</c>.</summary>
    public static ObjectSelector Read(JsonElement selector)
    {
        var read = OfLabels(selector.Member("matchLabels"));
        foreach (var expression in selector.Member("matchExpressions").Elements())
            read._conditions.Add(Condition(expression));
        return read;
    }

    /// <summary>Reads an object of labels, such as the selector of a service.</summary>
    public static ObjectSelector OfLabels(JsonElement labels)
    {
        var read = new ObjectSelector();
        foreach (var label in labels.Members())
        {
            var (key, value) = (label.Name, label.Value.Text());
            read._conditions.Add(of => of.GetValueOrDefault(key) == value);
        }

        return read;
    }

    public bool Matches(StoredObject obj) => Matches(obj.Labels);

    public bool Matches(IReadOnlyDictionary<string, string> labels) => _conditions.TrueForAll(condition => condition(labels));

    private static Func<IReadOnlyDictionary<string, string>, bool> Condition(JsonElement expression)
    {
        var key = expression.Text("key");
        var values = expression.Member("values").Elements().Select(value => value.Text()).ToHashSet(StringComparer.Ordinal);
        return expression.Text("operator") switch
        {
            "In" => labels => labels.TryGetValue(key, out var value) && values.Contains(value),
            "NotIn" => labels => !labels.TryGetValue(key, out var value) || !values.Contains(value),
            "Exists" => labels => labels.ContainsKey(key),
            "DoesNotExist" => labels => !labels.ContainsKey(key),
            _ => _ => false,
        };
    }
}
