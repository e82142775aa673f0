using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>The objects that tests create, as small as they can be. <c>fields</c> and the like are JSON that is laid over them.</summary>
internal static class Build
{
    public static JsonObject Object(string apiVersion, string kind, string name, string fields = "{}") => Over(
        new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } },
        fields);

    public static JsonObject ConfigMap(string name, string data = "{}") => Object("v1", "ConfigMap", name, $$"""{"data": {{data}}}""");

    public static JsonObject Secret(string name, string data) => Object("v1", "Secret", name, $$"""{"stringData": {{data}}}""");

    public static JsonObject Quota(string name, string resource, int limit) =>
        Object("v1", "ResourceQuota", name, $$$$"""{"spec": {"hard": {"{{{{resource}}}}": "{{{{limit}}}}"}}}""");

    /// <summary>A container whose shell runs a script.</summary>
    public static JsonObject Container(string script, string fields = "{}") => Over(
        new JsonObject
        {
            ["name"] = "main",
            ["image"] = ContractCluster.Image,
            ["command"] = new JsonArray("sh", "-c", script),
            ["resources"] = JsonNode.Parse("""{"requests": {"cpu": "1m", "memory": "4Mi"}}"""),
        },
        fields);

    /// <summary>A pod that runs a script once, and gets no time to end when it is deleted.</summary>
    public static JsonObject Pod(string name, string script, string container = "{}", string spec = "{}", string metadata = "{}") => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = Over(new JsonObject { ["name"] = name }, metadata),
        ["spec"] = PodSpec(Container(script, container), $$"""{"restartPolicy": "Never"}""", spec),
    };

    /// <summary>A workload of pods that run a script; they have its name as the label <c>app</c>.</summary>
    public static JsonObject Workload(
        string kind, string name, string script, string spec = "{}", string container = "{}", string podSpec = "{}")
    {
        var labels = new JsonObject { ["app"] = name };
        var fields = new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() },
                ["spec"] = PodSpec(Container(script, container), podSpec),
            },
        };
        if (kind != "Job")
            fields["selector"] = new JsonObject { ["matchLabels"] = labels };
        var workload = Object(kind == "Job" ? "batch/v1" : "apps/v1", kind, name);
        workload["spec"] = Over(fields, spec);
        return workload;
    }

    private static JsonObject PodSpec(JsonObject container, params IEnumerable<string> fields) => fields.Aggregate(
        new JsonObject
        {
            ["terminationGracePeriodSeconds"] = 0,
            ["automountServiceAccountToken"] = false,
            ["containers"] = new JsonArray(container),
        },
        Over);

    private static JsonObject Over(JsonObject under, string fields)
    {
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject())
            under[name] = value?.DeepClone();
        return under;
    }
}
