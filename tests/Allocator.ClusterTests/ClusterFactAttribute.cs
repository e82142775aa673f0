using System.Runtime.CompilerServices;

namespace Allocator;

/// <summary>A test that needs a cluster: the one of <see cref="ClusterFixture.Variable"/>, else an embedded one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = ClusterFixture.SkipReason;
}
