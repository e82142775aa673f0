using System.ComponentModel;

namespace Allocator;

/// <summary>
/// A parameter that a service declares: what a call may set by <see cref="CreateOptions.Parameters"/>, and what the template sees as
/// <c>.Parameters.&lt;name&gt;</c>. A string converts to a parameter with that default.
/// </summary>
[TypeConverter(typeof(ServiceParameterConverter))]
public sealed class ServiceParameter
{
    /// <summary>What its values must be.</summary>
    /// <value><see cref="ParameterType.String"/>.</value>
    public ParameterType Type { get; set; }

    /// <summary>Its value where a call gives none.</summary>
    /// <value>null: the template's <c>.Parameters</c> lacks it then.</value>
    public string? Default { get; set; }

    /// <summary>Whether every call must give it.</summary>
    public bool Required { get; set; }

    /// <summary>The values it may have; empty for any.</summary>
    public IList<string> AllowedValues { get; set; } = [];

    /// <summary>A regular expression that its whole value must match; null for any.</summary>
    public string? Pattern { get; set; }

    /// <summary>What it is for, in a sentence; for messages and lists.</summary>
    public string Description { get; set; } = "";

    /// <summary>A parameter of any text, with a default.</summary>
    public static ServiceParameter FromString(string? defaultValue) => new() { Default = defaultValue };

    /// <summary>A parameter of any text, with a default.</summary>
    public static implicit operator ServiceParameter(string? defaultValue) => FromString(defaultValue);
}
