namespace Allocator.GoTemplates;

/// <summary>Go's <c>reflect.DeepEqual</c>: equal type and equal content.</summary>
internal static class DeepEquality
{
    public static bool AreEqual(Run run, object? a, object? b, int depth = 0)
    {
        run.Spend(1);
        if (depth > GoType.MaxDepth)
            throw new RenderException($"the value is nested deeper than {GoType.MaxDepth}");

        return (a, b) switch
        {
            (IReadOnlyDictionary<string, object?> x, IReadOnlyDictionary<string, object?> y) => HasEqualEntries(run, x, y, depth),
            (IReadOnlyList<object?> x, IReadOnlyList<object?> y) => HasEqualItems(run, x, y, depth),
            (double x, double y) => x == y,
            _ => Equals(a, b),
        };
    }

    private static bool HasEqualEntries(Run run, IReadOnlyDictionary<string, object?> a, IReadOnlyDictionary<string, object?> b, int depth)
    {
        if (a.Count != b.Count)
            return false;

        foreach (var (key, value) in a)
        {
            if (!b.TryGetValue(key, out var other) || !AreEqual(run, value, other, depth + 1))
                return false;
        }

        return true;
    }

    private static bool HasEqualItems(Run run, IReadOnlyList<object?> a, IReadOnlyList<object?> b, int depth)
    {
        if (a.Count != b.Count)
            return false;

        for (var i = 0; i < a.Count; i++)
        {
            if (!AreEqual(run, a[i], b[i], depth + 1))
                return false;
        }

        return true;
    }
}
