using System.Globalization;

namespace Allocator.Embedded;

internal enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
    GreaterThan,
    LessThan,
}

/// <summary>What a label selector says of one label.</summary>
internal sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    public static LabelRequirement Equal(string key, string value) => new(key, LabelOperator.In, [value]);

    public bool Matches(IReadOnlyDictionary<string, string> labels) => Operator switch
    {
        LabelOperator.In => labels.TryGetValue(Key, out var value) && Values.Contains(value),
        LabelOperator.NotIn => !labels.TryGetValue(Key, out var value) || !Values.Contains(value),
        LabelOperator.Exists => labels.ContainsKey(Key),
        LabelOperator.GreaterThan => Number(labels) > long.Parse(Values[0], CultureInfo.InvariantCulture),
        LabelOperator.LessThan => Number(labels) < long.Parse(Values[0], CultureInfo.InvariantCulture),
        _ => !labels.ContainsKey(Key),
    };

    private long? Number(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(Key, out var value) && long.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : null;

    public override string ToString() => Operator switch
    {
        LabelOperator.In when Values.Count == 1 => $"{Key}={Values[0]}",
        LabelOperator.In => $"{Key} in ({string.Join(',', Values.Order(StringComparer.Ordinal))})",
        LabelOperator.NotIn when Values.Count == 1 => $"{Key}!={Values[0]}",
        LabelOperator.NotIn => $"{Key} notin ({string.Join(',', Values.Order(StringComparer.Ordinal))})",
        LabelOperator.Exists => Key,
        LabelOperator.GreaterThan => $"{Key}>{Values[0]}",
        LabelOperator.LessThan => $"{Key}<{Values[0]}",
        _ => $"!{Key}",
    };
}
