namespace Allocator.Bench.Forward;

/// <summary>One kind of traffic, measured on both sides in every round.</summary>
internal sealed record Comparison(string Name, bool IsThroughput, Func<LocalPorts, CancellationToken, Task<double>> MeasureAsync)
{
    private readonly Samples _ratios = new();

    public Samples Ours { get; } = new();

    /// <summary>0 where kubectl did not finish.</summary>
    public Samples Theirs { get; } = new();

    /// <summary>The median of the rounds' ratios, ours divided by kubectl's.</summary>
    public double Ratio => _ratios.Median;

    /// <summary>Measures both sides, one after the other.</summary>
    public async Task RunAsync(AllocatorForward allocator, KubectlForward kubectl, bool oursFirst, CancellationToken cancellationToken)
    {
        var our = oursFirst ? await allocator.MeasureAsync(MeasureAsync, cancellationToken) : 0;
        var their = await kubectl.MeasureAsync(MeasureAsync, cancellationToken);
        if (!oursFirst)
            our = await allocator.MeasureAsync(MeasureAsync, cancellationToken);
        Ours.Add(our);
        Theirs.Add(their);
        _ratios.Add(our / their);
    }
}
