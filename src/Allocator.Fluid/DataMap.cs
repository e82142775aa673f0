using Fluid.Values;

namespace Allocator.LiquidTemplates;

/// <summary>Names with values as Fluid reads them; to ask for another name is an error.</summary>
internal sealed class DataMap(IReadOnlyDictionary<string, object?> values) : IFluidIndexable
{
    /// <summary>The names and values of the data.</summary>
    public IReadOnlyDictionary<string, object?> Values => values;

    public int Count => values.Count;

    public IEnumerable<string> Keys => values.Keys.Order(StringComparer.Ordinal);

    public bool TryGetValue(string name, out FluidValue value)
    {
        if (!values.TryGetValue(name, out var found))
            throw new UnknownNameException(name, Keys);
        value = LiquidValue.FromData(found);
        return true;
    }
}
