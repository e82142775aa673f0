using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The type of a field: checks a value and brings it to the form in which Kubernetes gives it back.</summary>
internal abstract class FieldType
{
    /// <summary>How Go names the type.</summary>
    public abstract string GoName { get; }

    /// <summary>What a null becomes in a list or a map, where it cannot be left out.</summary>
    public abstract JsonNode? Zero();

    /// <summary>The value to keep in the place of <paramref name="value"/>; the same node if nothing is to change but its content.</summary>
    public abstract JsonNode? Decode(JsonNode value, Decoding decoding);

    /// <summary>The first character of the value as JSON, which the messages of the decoder quote.</summary>
    protected static char FirstCharacter(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => '{',
        JsonValueKind.Array => '[',
        JsonValueKind.String => '"',
        _ => value.ToJsonString()[0],
    };

    /// <summary>How Go's own decoder names what it found.</summary>
    protected static string GoKind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };
}
