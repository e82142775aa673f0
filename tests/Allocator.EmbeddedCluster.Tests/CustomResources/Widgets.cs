using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>A custom resource definition to test with.</summary>
internal static class Widgets
{
    private const string Definition = """
        {
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
          "metadata": { "name": "widgets.example.com" },
          "spec": {
            "group": "example.com", "scope": "Namespaced",
            "names": { "plural": "widgets", "kind": "Widget" },
            "versions": [ {
              "name": "v1", "served": true, "storage": true,
              "schema": { "openAPIV3Schema": { "type": "object", "properties": {
                "spec": { "type": "object", "properties": { "size": { "type": "integer", "default": 1 }, "n": { "type": "integer" } } },
                "status": { "type": "object", "properties": { "n": { "type": "integer" }, "selector": { "type": "string" } } } } } } } ]
          }
        }
        """;

    public static StoredObject Define(SteppedCluster cluster, Action<JsonObject>? change = null)
    {
        var definition = JsonNode.Parse(Definition)!.AsObject();
        change?.Invoke(definition);
        return cluster.Operations.Create(cluster.Operations.Kinds.Of(ResourceTypes.CustomResourceDefinitions), "", definition, WriteContext.System);
    }

    /// <summary>Defines them and has them served.</summary>
    public static KindDefinition Serve(SteppedCluster cluster, Action<JsonObject>? change = null, string version = "v1")
    {
        Define(cluster, change);
        cluster.Settle();
        return cluster.Operations.Kinds.Find("example.com", version, "widgets")!;
    }
}
