using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The conditions of a custom resource definition.</summary>
internal static class DefinitionConditions
{
    public static JsonElement Find(JsonElement definition, string type) =>
        definition.Member("status", "conditions").Elements().FirstOrDefault(condition => condition.Text("type") == type);

    public static bool IsTrue(JsonElement definition, string type) => Find(definition, type).Text("status") == "True";

    /// <summary>Sets a condition; the time of its last change stays if its status does.</summary>
    public static void Set(JsonObject status, string type, bool isTrue, string reason, string message, string now)
    {
        var conditions = status.Array("conditions") ?? [];
        var before = conditions.OfType<JsonObject>().FirstOrDefault(condition => condition.Text("type") == type);
        var value = isTrue ? "True" : "False";
        var next = new JsonObject
        {
            ["type"] = type,
            ["status"] = value,
            ["lastTransitionTime"] = before?.Text("status") == value ? before.Text("lastTransitionTime") : now,
            ["reason"] = reason,
            ["message"] = message,
        };
        if (before is null)
            conditions.Add(next);
        else
            conditions[conditions.IndexOf(before)] = next;
        status["conditions"] = conditions;
    }
}
