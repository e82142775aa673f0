using System.Globalization;

namespace Allocator.Bench.Render;

/// <summary>Our Go template engine beside Go's own, with the same templates and data, in alternating rounds.</summary>
/// <remarks>BenchmarkDotNet does not alternate with another program; on a machine whose speed changes, only that gives a ratio.</remarks>
internal static class RenderBench
{
    private const int Rounds = 7;

    public static int Run(CancellationToken cancellationToken)
    {
        var cases = RenderCase.All;
        using var go = GoRenderer.Build();
        if (go is null)
            Console.WriteLine("There is no Go on this machine (Debian: apt-get install golang-go): only our own engine is measured.\n");
        var ours = new OurRenderer(cases);

        var results = cases.Select(one => new RenderResult(one.Name)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (result, rendering) in results.Zip(ours.Measure()))
                result.AddOurs(rendering);
            foreach (var (result, rendering) in results.Zip(go?.Measure(cases) ?? []))
                result.AddGos(rendering);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"median of " + Rounds + " rounds",-20}{"our CPU ns",12}{"Go CPU ns",12}{"ratio",8}{"our B",12}{"Go B",12}{"ratio",8}"));
        foreach (var result in results)
            Console.WriteLine(result);
        return results.TrueForAll(result => result.IsSameOutput) ? 0 : 1;
    }
}
