using System.Runtime.CompilerServices;

namespace Allocator;

/// <summary>A test whose pods run the programs themselves, which only the nodes of a real cluster can.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealClusterFactAttribute : FactAttribute
{
    public RealClusterFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Environment.GetEnvironmentVariable(ClusterFixture.Variable) is { Length: > 0 }
            ? ClusterFixture.SkipReason
            : $"an embedded cluster has no images of PostgreSQL, Redis and nginx: name a real one by {ClusterFixture.Variable}";
}
