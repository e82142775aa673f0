using System.Numerics;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What a pod asks for, in units of 10⁻⁹.</summary>
internal sealed record PodRequests(BigInteger Cpu, BigInteger Memory)
{
    public static PodRequests Of(JsonElement spec) => new(Sum(spec, "cpu"), Sum(spec, "memory"));

    // The containers that initialize run one after the other, before all others.
    private static BigInteger Sum(JsonElement spec, string resource)
    {
        var together = spec.Member("containers").Elements().Aggregate(BigInteger.Zero, (sum, container) => sum + Request(container, resource));
        return spec.Member("initContainers").Elements().Select(container => Request(container, resource)).Append(together).Max();
    }

    private static BigInteger Request(JsonElement container, string resource)
    {
        var resources = container.Member("resources");
        var text = resources.Member("requests").Text(resource) is { Length: > 0 } request ? request : resources.Member("limits").Text(resource);
        return Quantity.TryParse(text, out var quantity, out _) ? quantity.Nanos : BigInteger.Zero;
    }
}
