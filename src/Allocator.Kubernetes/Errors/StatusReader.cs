using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Reads the API server's <c>Status</c> object, forgiving what is missing or of another type.</summary>
internal static class StatusReader
{
    public static KubernetesStatus? Read(JsonObject? json)
    {
        if (json is null || Text(json, "kind") != "Status")
            return null;
        var details = json["details"] as JsonObject;
        return new KubernetesStatus
        {
            Code = Number(json, "code") ?? 0,
            Reason = Text(json, "reason"),
            Message = Text(json, "message"),
            Causes = details?["causes"] is JsonArray causes ? [.. causes.OfType<JsonObject>().Select(Cause)] : [],
            RetryAfter = details is not null && Number(details, "retryAfterSeconds") is > 0 and { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    /// <summary>The same status without anything that may quote the object that was sent.</summary>
    public static KubernetesStatus Redact(KubernetesStatus status) => status with
    {
        Message = "the server's message is withheld because it may quote secret values"
            + (status.Causes.Count == 0 ? "" : "; it is about " + string.Join(", ", status.Causes.Select(cause => cause.Field).Distinct())),
        Causes = [.. status.Causes.Select(cause => cause with { Message = "" })],
    };

    private static KubernetesStatusCause Cause(JsonObject json) => new(Text(json, "reason"), Text(json, "field"), Text(json, "message"));

    private static string Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static int? Number(JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) ? number : null;
}
