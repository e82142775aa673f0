using System.Collections.Concurrent;

namespace Allocator;

/// <summary>The allocations of this process, from their start to their end.</summary>
internal sealed class HeldInstances
{
    private readonly ConcurrentDictionary<TestAllocation, bool> _allocations = new();

    public IEnumerable<TestAllocation> All => _allocations.Keys;

    public void Add(TestAllocation allocation) => _allocations.TryAdd(allocation, true);

    public void Remove(TestAllocation allocation) => _allocations.TryRemove(allocation, out _);

    /// <summary>Who of this run holds the instance; null if it is another's.</summary>
    public TestAllocation? HolderOf(string uid) => All.FirstOrDefault(allocation => allocation.Holds(uid));
}
