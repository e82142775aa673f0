using System.Globalization;
using System.Numerics;

namespace Allocator.Embedded;

/// <summary>What the node has to give. It is bookkeeping for the scheduler: nothing is measured.</summary>
/// <param name="Cpu">Processors.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Pods">Pods.</param>
internal sealed record NodeCapacity(int Cpu, long Memory, int Pods)
{
    private const long Storage = 1L << 40;
    private static readonly BigInteger s_one = 1_000_000_000;

    /// <summary>The amount of a resource in units of 10⁻⁹; null if there is no such resource.</summary>
    public BigInteger? Of(string resource) => resource switch
    {
        "cpu" => Cpu * s_one,
        "memory" => Memory * s_one,
        "pods" => Pods * s_one,
        "ephemeral-storage" => Storage * s_one,
        _ => null,
    };

    public IEnumerable<KeyValuePair<string, string>> Texts() =>
    [
        new("cpu", Cpu.ToString(CultureInfo.InvariantCulture)),
        new("ephemeral-storage", $"{Storage >> 10}Ki"),
        new("memory", $"{Memory >> 10}Ki"),
        new("pods", Pods.ToString(CultureInfo.InvariantCulture)),
    ];
}
