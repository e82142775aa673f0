using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>Objects that no controller or node does anything about, with JSON laid over their fields.</summary>
internal static class Objects
{
    /// <summary>The resource to use where a list must have what the test created and nothing else.</summary>
    public const string Leases = "coordination.k8s.io/v1/leases";

    public const string Deployments = "apps/v1/deployments";

    private const string Containers = """[{"name": "c", "image": "registry.local/absent:1"}]""";

    public static JsonObject Of(
        string apiVersion, string kind, string? name, [StringSyntax("json")] string fields = "{}", [StringSyntax("json")] string metadata = "{}")
    {
        var meta = metadata.ToObject();
        if (name is not null)
            meta["name"] = name;
        var made = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = meta };
        foreach (var (field, value) in fields.ToObject())
            made[field] = value?.DeepClone();
        return made;
    }

    public static JsonObject ConfigMap(string? name, [StringSyntax("json")] string fields = "{}", [StringSyntax("json")] string metadata = "{}") =>
        Of("v1", "ConfigMap", name, fields, metadata);

    public static JsonObject Secret(string name, [StringSyntax("json")] string fields) => Of("v1", "Secret", name, fields);

    public static JsonObject Lease(string name, [StringSyntax("json")] string spec = "{}", [StringSyntax("json")] string metadata = "{}") =>
        Of("coordination.k8s.io/v1", "Lease", name, $$"""{"spec": {{spec}}}""", metadata);

    public static JsonObject Service(string name, [StringSyntax("json")] string spec = """{"ports": [{"port": 80}]}""") =>
        Of("v1", "Service", name, $$"""{"spec": {{spec}}}""");

    /// <summary>A pod that no node takes.</summary>
    public static JsonObject Pod(string name, [StringSyntax("json")] string fields = "{}")
    {
        var pod = Of("v1", "Pod", name, fields);
        pod["spec"] ??= new JsonObject { ["containers"] = Containers.ToArray() };
        // With a token the pod would have to wait for it.
        pod["spec"]!["automountServiceAccountToken"] = false;
        pod["spec"]!["nodeSelector"] = new JsonObject { ["contract.allocator.test/node"] = "none" };
        return pod;
    }

    /// <summary>A workload that wants no pods.</summary>
    public static JsonObject Workload(string kind, string name)
    {
        var spec = kind == "Job"
            ? """{"parallelism": 0, "template": {"spec": {"restartPolicy": "Never"}}}"""
            : $$$"""
              {"replicas": 0, "selector": {"matchLabels": {"app": "{{{name}}}"}},
               "template": {"metadata": {"labels": {"app": "{{{name}}}"}}, "spec": {} } }
              """;
        var made = Of(kind == "Job" ? "batch/v1" : "apps/v1", kind, name, $$"""{"spec": {{spec}}}""");
        made["spec"]!["template"]!["spec"]!["containers"] = Containers.ToArray();
        if (kind == "StatefulSet")
            made["spec"]!["serviceName"] = name;
        return made;
    }

    public static JsonObject Deployment(string name) => Workload("Deployment", name);

    /// <summary>The metadata of an object with owners, which may be what the server answered or what never was.</summary>
    public static string OwnedBy(bool? block, params IEnumerable<JsonNode> owners) => new JsonObject
    {
        ["ownerReferences"] = new JsonArray([.. owners.Select(owner => Reference(owner, block))]),
    }.ToJsonString();

    private static JsonObject Reference(JsonNode owner, bool? block)
    {
        var reference = new JsonObject
        {
            ["apiVersion"] = owner.At("apiVersion"),
            ["kind"] = owner.At("kind"),
            ["name"] = owner.At("metadata.name"),
            ["uid"] = owner.At("metadata.uid"),
        };
        if (block is not null)
            reference["blockOwnerDeletion"] = block;
        return reference;
    }
}
