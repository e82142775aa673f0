namespace Allocator;

/// <summary>What a caller may know of a service's parameter.</summary>
public sealed record ParameterDescription
{
    /// <summary>What its values must be.</summary>
    public ParameterType Type { get; init; }

    /// <summary>Its value where a call gives none; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether every call must give it.</summary>
    public bool Required { get; init; }

    /// <summary>The values it may have; empty for any.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>A regular expression that its whole value must match; null for any.</summary>
    public string? Pattern { get; init; }

    /// <summary>What it is for, in a sentence; empty if nobody said.</summary>
    public string Description { get; init; } = "";

    internal static ParameterDescription Of(ServiceParameter parameter) => new()
    {
        Type = parameter.Type,
        Default = parameter.Default,
        Required = parameter.Required,
        AllowedValues = [.. parameter.AllowedValues],
        Pattern = parameter.Pattern,
        Description = parameter.Description,
    };
}
