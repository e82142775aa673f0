using System.Globalization;

namespace Allocator.Tool;

/// <summary>Progress as lines, for a log.</summary>
internal sealed class ProgressLines(TextWriter error)
{
    private readonly Lock _gate = new();

    public void Report(InstanceProgress progress) => Write(string.Create(CultureInfo.InvariantCulture, $"{progress.Elapsed.TotalSeconds,7:0.0} s  {Cell.Of(progress.Message)}"));

    public void Report(InstanceEvent seen) => Write(EventLine.Of(seen));

    private void Write(string line)
    {
        lock (_gate)
            error.WriteLine(line);
    }
}
