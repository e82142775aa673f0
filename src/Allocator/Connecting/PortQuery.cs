using System.Globalization;

namespace Allocator;

/// <summary>Which port of an instance is meant: by number, by name, or the only one.</summary>
internal readonly record struct PortQuery
{
    public PortQuery(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, ushort.MaxValue);
        Number = number;
    }

    public PortQuery(string? name) => Name = name;

    public int? Number { get; }

    public string? Name { get; }

    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? (Name is null ? "the only port" : $"'{Name}'");
}
