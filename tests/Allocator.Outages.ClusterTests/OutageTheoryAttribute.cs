using System.Runtime.CompilerServices;

namespace Allocator;

/// <summary>A theory that restarts parts of the cluster, and so needs a real one that may be disturbed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OutageTheoryAttribute : TheoryAttribute
{
    public OutageTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = Outage.SkipReason ?? ClusterFixture.SkipReason;
}
