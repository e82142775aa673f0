using System.Runtime.CompilerServices;

namespace Allocator;

/// <summary>A theory that needs a cluster as a <see cref="ClusterFactAttribute"/> does.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterTheoryAttribute : TheoryAttribute
{
    public ClusterTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = ClusterFixture.SkipReason;
}
