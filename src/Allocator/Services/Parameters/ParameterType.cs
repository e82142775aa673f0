#pragma warning disable CA1720 // The names are those of JSON Schema.

namespace Allocator;

/// <summary>What a parameter's value must be; the template sees it as that.</summary>
public enum ParameterType
{
    /// <summary>Any text.</summary>
    String,

    /// <summary>A whole number of 64 bits, such as <c>-3</c>.</summary>
    Integer,

    /// <summary>A number, such as <c>0.5</c>, with a point.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}
