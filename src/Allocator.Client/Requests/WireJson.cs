using System.Text.Json;
using Allocator.Api;

namespace Allocator.Client;

/// <summary>The API's JSON.</summary>
internal static class WireJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        JsonConverters.AddTo(options);
        return options;
    }
}
