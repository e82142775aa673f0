using System.Diagnostics;

namespace Allocator.Bench.Ready;

/// <summary>What is measured: <c>CreateAsync</c> with both limits at their defaults, from the call to the handle.</summary>
internal sealed class AllocatorSide(Arguments arguments) : IAsyncDisposable
{
    public const string TemplateName = "ready.gotmpl";

    private static readonly DestroyOptions s_untilGone = new() { WaitUntilGone = true };

    private readonly InstanceAllocator _allocator = InstanceAllocator.Create(
        "bench-ready",
        service =>
        {
            service.TemplatePath = Template.PathOf(TemplateName);
            service.Parameters["image"] = arguments.Image;
        },
        options =>
        {
            options.Kubeconfig = arguments.Kubeconfig;
            options.Namespace = arguments.Namespace;
            options.Identity = "bench";
        });

    /// <summary>Creates an instance, destroys it, and tells how long Create took and when it returned.</summary>
    public async Task<(TimeSpan Elapsed, long ReturnedAt, string Name)> MeasureAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await using var instance = await _allocator.CreateAsync(cancellationToken: cancellationToken);
        var returnedAt = Stopwatch.GetTimestamp();
        await instance.DestroyAsync(s_untilGone, cancellationToken);
        return (Stopwatch.GetElapsedTime(start, returnedAt), returnedAt, instance.Name);
    }

    public ValueTask DisposeAsync() => _allocator.DisposeAsync();
}
