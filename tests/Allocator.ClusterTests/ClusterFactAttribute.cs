using System.Runtime.CompilerServices;

namespace Allocator;

/// <summary>A test that needs a real cluster; skipped unless <see cref="ClusterFixture.Variable"/> is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (ClusterFixture.AdminKubeconfig is null)
        {
            Skip = $"set {ClusterFixture.Variable}";
        }
    }
}
