namespace Allocator.LiquidTemplates;

/// <summary>A template asks for a name that the data does not have.</summary>
internal sealed class UnknownNameException(string name, IEnumerable<string> known)
    : Exception($"there is no '{name}'; there is {string.Join(", ", known)}. For one that may be absent write {{{{ X | get: \"{name}\" }}}}")
{
    /// <summary>The name.</summary>
    public string Name => name;
}
