using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The <c>conditions</c> of a status that is being made.</summary>
internal static class StatusConditions
{
    public static JsonObject? Find(JsonObject status, string type) =>
        status.Array("conditions")?.OfType<JsonObject>().FirstOrDefault(condition => condition.Text("type") == type);

    /// <summary>Puts a condition in, at the end; one of the same status and reason stays as it is.</summary>
    public static void Set(JsonObject status, JsonObject condition)
    {
        var current = Find(status, condition.Text("type")!);
        if (current is not null && current.Text("status") == condition.Text("status"))
        {
            if (current.Text("reason") == condition.Text("reason"))
                return;
            condition["lastTransitionTime"] = current["lastTransitionTime"]?.DeepClone();
        }

        Remove(status, condition.Text("type")!);
        if (status.Array("conditions") is not { } conditions)
            status["conditions"] = conditions = [];
        conditions.Add(condition);
    }

    public static void Remove(JsonObject status, string type)
    {
        if (Find(status, type) is not { } condition)
            return;
        var conditions = status.Array("conditions")!;
        conditions.Remove(condition);
        if (conditions.Count == 0)
            status.Remove("conditions");
    }

    /// <summary>Writes a number as Go does: none for zero.</summary>
    public static void Count(JsonObject status, string name, long value)
    {
        if (value == 0)
            status.Remove(name);
        else
            status[name] = value;
    }
}
