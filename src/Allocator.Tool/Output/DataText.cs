using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using YamlDotNet.Serialization;

namespace Allocator.Tool;

/// <summary>Results for programs: names in camelCase, times as ISO 8601 has them.</summary>
internal static class DataText
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly ISerializer s_yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    public static string Json<T>(T data) => JsonSerializer.Serialize(data, s_options);

    public static string Yaml<T>(T data) => s_yaml.Serialize(Plain(JsonSerializer.SerializeToNode(data, s_options))!).TrimEnd();

    /// <summary>JSON as the collections that YAML is written from.</summary>
    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject fields => fields.ToDictionary(field => field.Key, field => Plain(field.Value)),
        JsonArray items => items.Select(Plain).ToList(),
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
            JsonValueKind.Number => value.Deserialize<decimal>(),
            _ => value.ToString(),
        },
        _ => null,
    };
}
