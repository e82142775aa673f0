using System.Runtime.CompilerServices;

namespace Allocator.Contract;

/// <summary>A test of the contract; skipped where the cluster of this run is not to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute : FactAttribute
{
    public ContractFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = TargetCluster.SkipReason;
        // Ends what hangs; a wait that is over says more.
        Timeout = 600_000;
    }
}
