using System.Collections.Concurrent;

namespace Allocator;

/// <summary>Collects what is reported.</summary>
internal sealed class Reports : IProgress<InstanceProgress>
{
    private readonly ConcurrentQueue<InstanceProgress> _all = new();

    public IReadOnlyCollection<InstanceProgress> All => _all;

    public void Report(InstanceProgress value) => _all.Enqueue(value);
}
