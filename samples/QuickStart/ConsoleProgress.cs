using System.Globalization;
using Allocator;

namespace QuickStart;

/// <summary>A line for each step. (<see cref="Progress{T}"/> would print them on other threads, out of order.)</summary>
internal sealed class ConsoleProgress : IProgress<InstanceProgress>
{
    public void Report(InstanceProgress value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {value.Elapsed.TotalSeconds,5:0.00} s  {value.Phase,-9}  {value.Message}"));
}
