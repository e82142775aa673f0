using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The rules of secrets. No message has a value.</summary>
internal sealed class SecretRules() : BuiltInRules(ResourceTypes.Secrets)
{
    private const string Redacted = "\"<secret contents redacted>\"";

    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) =>
        ImmutableChecks.Check("type", obj.Member("type"), old.Member("type")).Concat(DataChecks.Update(obj, old, "data"));

    protected override void SetDefaults(JsonObject obj)
    {
        foreach (var (key, value) in obj.Object("stringData") ?? [])
            obj.Child("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value!.GetValue<string>()));
        obj.Remove("stringData");
        obj.Default("type", "Opaque");
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var data = obj.Member("data");
        return DataChecks.Keys(data, "data")
            .Concat(data.Members().Sum(member => DataChecks.ByteCount(member.Value.Text())) > DataChecks.MostBytes
                ? [new("data", "FieldValueTooLong", $"Too long: must have at most {DataChecks.MostBytes} bytes")]
                : [])
            .Concat(TypeErrors(obj.Text("type"), data, obj.Member("metadata", "annotations")));
    }

    // The paths of basic-auth and ssh-auth are those of Kubernetes 1.20, odd as they are.
    private static IEnumerable<FieldError> TypeErrors(string type, JsonElement data, JsonElement annotations) => type switch
    {
        "kubernetes.io/service-account-token" => Needed(annotations, "metadata.annotations", "kubernetes.io/service-account.name"),
        "kubernetes.io/dockercfg" => JsonData(data, ".dockercfg"),
        "kubernetes.io/dockerconfigjson" => JsonData(data, ".dockerconfigjson"),
        "kubernetes.io/basic-auth" => HasKey(data, "username") || HasKey(data, "password")
            ? []
            : [FieldError.Required("data[%s][username]"), FieldError.Required("data[%s][password]")],
        "kubernetes.io/ssh-auth" => data.Text("ssh-privatekey").Length > 0 ? [] : [FieldError.Required("data[%s][ssh-privatekey]")],
        "kubernetes.io/tls" => ((string[])["tls.crt", "tls.key"]).Where(key => !HasKey(data, key)).Select(key => FieldError.Required($"data[{key}]")),
        _ => [],
    };

    private static IEnumerable<FieldError> Needed(JsonElement texts, string path, string key) =>
        texts.Text(key).Length > 0 ? [] : [FieldError.Required($"{path}[{key}]")];

    private static bool HasKey(JsonElement data, string key) => data.Member(key).ValueKind != JsonValueKind.Undefined;

    private static IEnumerable<FieldError> JsonData(JsonElement data, string key)
    {
        if (!HasKey(data, key))
            return [FieldError.Required($"data[{key}]")];
        return JsonProblem(data.Text(key)) is { } problem ? [FieldError.Invalid($"data[{key}]", Redacted, problem)] : [];
    }

    // In the words of Go's decoder as far as they say nothing of the content.
    private static string? JsonProblem(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        if (bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            return "unexpected end of JSON input";
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object or JsonValueKind.Null => null,
                JsonValueKind.Array => "json: cannot unmarshal array into Go value of type map[string]interface {}",
                JsonValueKind.String => "json: cannot unmarshal string into Go value of type map[string]interface {}",
                JsonValueKind.Number => "json: cannot unmarshal number into Go value of type map[string]interface {}",
                _ => "json: cannot unmarshal bool into Go value of type map[string]interface {}",
            };
        }
        catch (JsonException)
        {
            return "invalid character";
        }
    }
}
