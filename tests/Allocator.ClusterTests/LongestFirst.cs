using Xunit.Sdk;
using Xunit.v3;

// Most tests wait most of the time, so there are more at once than a small machine has processors.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer(typeof(Allocator.LongestFirst))]

namespace Allocator;

/// <summary>Begins with the tests that take longest, so that all others run beside them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(IsLong)];

    private static bool IsLong<TTestCollection>(TTestCollection tests)
        where TTestCollection : ITestCollection => tests.TestCollectionDisplayName.Contains(nameof(LimitContentionTests), StringComparison.Ordinal);
}
