using System.Globalization;
using System.Text;

namespace Allocator;

/// <summary>What became of the instances of this run, a line for each. The file is written anew whenever one has ended, for nothing tells when the last has.</summary>
internal sealed class RunSummary
{
    private static readonly string[] s_heading = ["class", "instance", "waited", "created", "ready", "destroyed", ""];

    private readonly Lock _gate = new();
    private readonly List<AllocationTimes> _ended = [];

    public void Add(AllocationTimes times, string? file)
    {
        lock (_gate)
        {
            _ended.Add(times);
            if (file is not null)
                Write(file);
        }
    }

    public static string Line(AllocationTimes times) =>
        $"{times.Scope}: {times.Instance} waited {Seconds(times.Waited)}, created after {Seconds(times.Created)}, ready after {Seconds(times.Ready)}, " +
        $"destroyed after {Seconds(times.Destroyed)}{(times.Remark.Length > 0 ? $" ({times.Remark})" : "")}";

    private void Write(string file)
    {
        try
        {
            File.WriteAllText(file, $"Allocator, run {TestRun.Id}\n{Table()}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A summary that cannot be written fails no test.
        }
    }

    private string Table()
    {
        string[][] rows = [s_heading, .. _ended.Select(Cells)];
        var widths = s_heading.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        return text.ToString();
    }

    private static string[] Cells(AllocationTimes times) =>
        [times.Scope, times.Instance, Seconds(times.Waited), Seconds(times.Created), Seconds(times.Ready), Seconds(times.Destroyed), times.Remark];

    private static string Seconds(TimeSpan? time) => time is { } span ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s") : "-";
}
