namespace Allocator;

/// <summary>xUnit v2 cannot skip a test that runs already; so it fails, and is told what would have skipped it.</summary>
internal sealed class TestSkippedException(string reason)
    : AllocatorException($"{reason}\nxUnit v2 cannot skip a test once it runs: it is skipped if it has [InstanceFact] or [InstanceTheory] in place of [Fact] or [Theory].");
