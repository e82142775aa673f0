namespace Allocator.GoTemplates;

/// <summary>Sprig's functions on lists.</summary>
/// <remarks>See https://masterminds.github.io/sprig/lists.html.</remarks>
internal static class ListFunctions
{
    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Variadic("list", 0, static (_, a) => a.ToArray()),
        TemplateFunction.Fixed("first", 1, static (_, a) => a.List(0) is { Count: > 0 } list ? GoType.FromData(list[0]) : null),
        TemplateFunction.Fixed("last", 1, static (_, a) => a.List(0) is { Count: > 0 } list ? GoType.FromData(list[^1]) : null),
        TemplateFunction.Fixed("rest", 1, static (_, a) => a.List(0).Skip(1).ToArray()),
        TemplateFunction.Fixed("append", 2, static (_, a) => (object?[])[.. a.List(0), a[1]]),
        TemplateFunction.Fixed("uniq", 1, static (run, a) => Distinct(run, a.List(0))),
        TemplateFunction.Fixed("has", 2, static (run, a) => a[1] is not null && Contains(run, a.List(1), a[0])),
        TemplateFunction.Fixed("until", 1, static (run, a) => Until(run, a.Integer(0))),
        TemplateFunction.Fixed("splitList", 2, static (_, a) => Split(a.Text(0), a.Text(1))),
        TemplateFunction.Fixed("split", 2, static (_, a) => SplitNumbered(a.Text(0), a.Text(1))),
        TemplateFunction.Fixed("join", 2, static (run, a) => Join(run, a.Text(0), a[1])),
    ];

    private static List<object?> Distinct(Run run, IReadOnlyList<object?> list)
    {
        var distinct = new List<object?>();
        foreach (var item in list)
        {
            if (!Contains(run, distinct, item))
                distinct.Add(item);
        }

        return distinct;
    }

    private static bool Contains(Run run, IReadOnlyList<object?> list, object? value)
    {
        foreach (var item in list)
        {
            if (DeepEquality.AreEqual(run, GoType.Unwrap(GoType.FromData(item)), value))
                return true;
        }

        return false;
    }

    /// <summary>The integers from 0 to before the number, downwards if it is negative.</summary>
    private static object?[] Until(Run run, long number)
    {
        var count = Math.Abs(Math.Max(number, -long.MaxValue));
        run.Spend(count);
        var list = new object?[count];
        for (var i = 0L; i < count; i++)
            list[i] = number < 0 ? -i : i;
        return list;
    }

    private static object?[] Split(string separator, string text) =>
        separator.Length > 0 ? text.Split(separator) : [.. text.EnumerateRunes().Select(rune => rune.ToString())];

    private static Dictionary<string, object?> SplitNumbered(string separator, string text)
    {
        var parts = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var part in Split(separator, text))
            parts.Add($"_{parts.Count}", part);
        return parts;
    }

    private static string Join(Run run, string separator, object? value)
    {
        var items = value as IReadOnlyList<object?> ?? (value is null ? [] : [value]);
        var first = true;
        foreach (var item in items)
        {
            if (item is null)
                continue;
            if (!first)
                run.Scratch.Append(separator);
            first = false;
            Printer.Print(run.Scratch, GoType.FromData(item));
        }

        return run.Scratch.Take();
    }
}
