using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Tests.Readiness;

internal static class Json
{
    /// <summary>Reads an object; quotes may be single, so that a test reads well.</summary>
    public static JsonObject Object(string json) =>
        JsonNode.Parse(json.Replace('\'', '"'), documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true })!.AsObject();
}
