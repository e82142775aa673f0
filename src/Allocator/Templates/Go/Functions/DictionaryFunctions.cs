namespace Allocator.GoTemplates;

/// <summary>Sprig's functions on dictionaries; keys and values come in the order of the keys, where sprig promises none.</summary>
/// <remarks>See https://masterminds.github.io/sprig/dicts.html.</remarks>
internal static class DictionaryFunctions
{
    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Variadic("dict", 0, Create),
        TemplateFunction.Fixed("get", 2, static (_, a) => a.Map(0).TryGetValue(a.Text(1), out var value) ? GoType.FromData(value) : ""),
        TemplateFunction.Fixed("hasKey", 2, static (_, a) => a.Map(0).ContainsKey(a.Text(1))),
        TemplateFunction.Variadic("keys", 0, Keys),
        TemplateFunction.Fixed("values", 1, static (_, a) => Values(a.Map(0))),
    ];

    private static Dictionary<string, object?> Create(Run run, ReadOnlySpan<object?> arguments)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i += 2)
            map[run.ToText(arguments[i])] = i + 1 < arguments.Length ? arguments[i + 1] : "";
        return map;
    }

    private static List<object?> Keys(Run run, ReadOnlySpan<object?> arguments)
    {
        var keys = new List<object?>();
        for (var i = 0; i < arguments.Length; i++)
            keys.AddRange(GoMap.SortedKeys(arguments.Map(i)));
        return keys;
    }

    private static object?[] Values(IReadOnlyDictionary<string, object?> map) => Array.ConvertAll(GoMap.SortedKeys(map), key => map[key]);
}
