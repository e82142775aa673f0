using System.Text.Json;
using System.Text.Json.Serialization;

namespace Allocator.Api;

/// <summary>How the API's JSON writes the library's enumerations: as words in camel case.</summary>
internal static class JsonConverters
{
    public static void AddTo(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter<InstanceState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<InstancePhase>(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<InstanceFailureReason>(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<ParameterType>(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
