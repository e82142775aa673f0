using System.Diagnostics;

namespace Allocator.Bench.Render;

/// <summary>Measures our Go template engine.</summary>
internal sealed class OurRenderer
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(500);
    private readonly List<(ITemplate Template, TemplateData Data, int Turns)> _cases = [];

    /// <summary>Renders each template until it is compiled with all optimizations.</summary>
    public OurRenderer(IEnumerable<RenderCase> cases)
    {
        var engine = new GoTemplateEngine();
        foreach (var one in cases)
        {
            var template = engine.Parse(new TemplateSource(one.Name, one.Template));
            var (start, turns) = (Stopwatch.GetTimestamp(), 0);
            for (; Stopwatch.GetElapsedTime(start) < s_warmUp; turns++)
                template.Render(one.Data, RenderLimits.Default);
            _cases.Add((template, one.Data, Math.Max(1, (int)(turns * (s_round / s_warmUp)))));
        }
    }

    public IReadOnlyList<Rendering> Measure() => [.. _cases.Select(one => Measure(one.Template, one.Data, one.Turns))];

    private static Rendering Measure(ITemplate template, TemplateData data, int turns)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.TotalTime;
        var output = "";
        for (var turn = 0; turn < turns; turn++)
            output = template.Render(data, RenderLimits.Default).Text;
        var elapsed = Environment.CpuUsage.TotalTime - start;
        return new Rendering(elapsed.TotalNanoseconds / turns, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / turns, output);
    }
}
