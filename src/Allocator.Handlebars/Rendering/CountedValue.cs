using Allocator.GoTemplates;

namespace Allocator.HandlebarsTemplates;

/// <summary>A value of the data as templates see it.</summary>
internal static class CountedValue
{
    public static object? Of(object? value, HandlebarsRun run)
    {
        run.Step(value);
        return value switch
        {
            null => null,
            IReadOnlyDictionary<string, object?> map => new CountedMap(map, run),
            IReadOnlyList<object?> list => new CountedList(list, run),
            _ => GoType.FromData(value),
        };
    }
}
