namespace Allocator.GoTemplates;

/// <summary>Go's <c>len</c>, <c>index</c>, <c>slice</c> and <c>call</c>.</summary>
internal static class IndexFunctions
{
    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Fixed("len", 1, static (_, a) => Length(a[0])),
        TemplateFunction.Variadic("index", 1, Index),
        TemplateFunction.Variadic("slice", 1, Slice),
        TemplateFunction.Variadic("call", 1, Call),
    ];

    private static long Length(object? value) => value switch
    {
        string text => GoText.ByteCount(text),
        IReadOnlyDictionary<string, object?> map => map.Count,
        IReadOnlyList<object?> list => list.Count,
        null => throw new RenderException("len of nil pointer"),
        _ => throw new RenderException($"len of type {GoType.NameOf(value)}"),
    };

    private static object? Index(Run run, ReadOnlySpan<object?> arguments)
    {
        var item = arguments[0] ?? throw new RenderException("index of untyped nil");
        foreach (var index in arguments[1..])
        {
            item = item switch
            {
                string text => GoText.ToBytes(text)[ToIndex(index, GoText.ByteCount(text) - 1)],
                IReadOnlyDictionary<string, object?> map => Entry(map, index),
                IReadOnlyList<object?> list => GoType.FromData(list[ToIndex(index, list.Count - 1)]),
                _ when ReferenceEquals(item, GoType.Nil) => throw new RenderException("index of nil pointer"),
                _ => throw new RenderException($"can't index item of type {GoType.NameOf(item)}"),
            };
        }

        return item;
    }

    private static object? Entry(IReadOnlyDictionary<string, object?> map, object? index) => index switch
    {
        string key => map.TryGetValue(key, out var entry) ? GoType.FromData(entry) : GoType.Nil,
        null => throw new RenderException("value is nil; should be of type string"),
        _ => throw new RenderException($"value has type {GoType.NameOf(index)}; should be string"),
    };

    private static object? Slice(Run run, ReadOnlySpan<object?> arguments)
    {
        var indexes = arguments[1..];
        if (indexes.Length > 3)
            throw new RenderException($"too many slice indexes: {indexes.Length}");

        switch (arguments[0])
        {
            case string when indexes.Length == 3:
                throw new RenderException("cannot 3-index slice a string");
            case string text:
                var bytes = GoText.ByteCount(text);
                var (from, to, _) = ToBounds(indexes, bytes, bytes);
                return GoText.Slice(text, from, to);
            case null:
                throw new RenderException("slice of untyped nil");
            case IReadOnlyList<object?> list:
                var whole = list as ListSlice ?? new ListSlice(list, 0, list.Count, list.Count);
                var (begin, end, limit) = ToBounds(indexes, whole.Count, whole.Capacity);
                return whole.Slice(begin, end, limit);
            case var item:
                throw new RenderException($"can't slice item of type {GoType.NameOf(item)}");
        }
    }

    private static (int From, int To, int Limit) ToBounds(ReadOnlySpan<object?> indexes, int length, int capacity)
    {
        var from = indexes.Length > 0 ? ToIndex(indexes[0], capacity) : 0;
        var to = indexes.Length > 1 ? ToIndex(indexes[1], capacity) : length;
        var limit = indexes.Length > 2 ? ToIndex(indexes[2], capacity) : capacity;
        if (from > to)
            throw new RenderException($"invalid slice index: {from} > {to}");
        if (to > limit)
            throw new RenderException($"invalid slice index: {to} > {limit}");
        return (from, to, limit);
    }

    private static int ToIndex(object? index, int last) => index switch
    {
        long number when number >= 0 && number <= last => (int)number,
        byte number when number <= last => number,
        long or byte => throw new RenderException($"index out of range: {index}"),
        null => throw new RenderException("cannot index slice/array with nil"),
        _ => throw new RenderException($"cannot index slice/array with type {GoType.NameOf(index)}"),
    };

    private static object? Call(Run run, ReadOnlySpan<object?> arguments) => throw new RenderException(
        arguments[0] is null ? "call of nil" : $"non-function of type {GoType.NameOf(arguments[0])}");
}
