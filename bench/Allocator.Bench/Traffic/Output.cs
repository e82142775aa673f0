using System.Globalization;

namespace Allocator.Bench.Traffic;

/// <summary>Prints tables with numbers as they are written everywhere.</summary>
internal static class Output
{
    public static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    public static void Row(string what, params FormattableString[] columns) =>
        Console.WriteLine($"{what,-58}{string.Concat(columns.Select(column => column.ToString(CultureInfo.InvariantCulture).PadLeft(14)))}");
}
