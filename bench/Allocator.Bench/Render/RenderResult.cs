using System.Globalization;

namespace Allocator.Bench.Render;

/// <summary>The results of one template.</summary>
internal sealed class RenderResult(string name)
{
    private readonly Samples _ourTimes = new();
    private readonly Samples _ourBytes = new();
    private readonly Samples _goTimes = new();
    private readonly Samples _goBytes = new();
    private string? _output;

    /// <summary>Whether both made the same of the template; otherwise the comparison means nothing.</summary>
    public bool IsSameOutput { get; private set; } = true;

    public void AddOurs(Rendering rendering)
    {
        _ourTimes.Add(rendering.Nanoseconds);
        _ourBytes.Add(rendering.Bytes);
        Check(rendering.Output);
    }

    public void AddGos(Rendering rendering)
    {
        _goTimes.Add(rendering.Nanoseconds);
        _goBytes.Add(rendering.Bytes);
        Check(rendering.Output);
    }

    public override string ToString()
    {
        if (_goTimes.Count == 0)
            return Text($"{name,-20}{_ourTimes.Median,12:0}{"-",12}{"-",8}{_ourBytes.Median,12:0}");
        var row = Text($"{name,-20}{_ourTimes.Median,12:0}{_goTimes.Median,12:0}{_ourTimes.Median / _goTimes.Median,8:0.00}");
        return row + Text($"{_ourBytes.Median,12:0}{_goBytes.Median,12:0}{_ourBytes.Median / _goBytes.Median,8:0.00}") + (IsSameOutput ? "" : "  OUTPUTS DIFFER");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Check(string output) => IsSameOutput &= output == (_output ??= output);
}
