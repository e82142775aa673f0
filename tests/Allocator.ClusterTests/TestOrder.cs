using Xunit.Sdk;
using Xunit.v3;

// Most tests wait most of the time, so there are more at once than a small machine has processors.
[assembly: CollectionBehavior(MaxParallelThreads = 5)]
[assembly: TestCollectionOrderer(typeof(Allocator.TestOrder))]

namespace Allocator;

/// <summary>
/// The order of the test classes. Those that take longest begin, so that all others run beside them. The one that makes the most pods is last: a
/// kubelet passes on 5 events a second (<see href="https://v1-20.docs.kubernetes.io/docs/reference/command-line-tools-reference/kubelet/"/>,
/// <c>--event-qps</c>), and others look for theirs.
/// </summary>
public sealed class TestOrder : ITestCollectionOrderer
{
    private static readonly string[] s_first = [nameof(EveryRightTests), nameof(LimitContentionTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(tests => Place(tests.TestCollectionDisplayName))];

    private static int Place(string collection) =>
        s_first.Any(tests => collection.Contains(tests, StringComparison.Ordinal)) ? 0
        : collection.Contains(nameof(CancellationTests), StringComparison.Ordinal) ? 2
        : 1;
}
