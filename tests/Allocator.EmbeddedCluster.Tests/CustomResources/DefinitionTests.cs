using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class DefinitionTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void Create_completes_and_establishes_a_definition()
    {
        var created = Define();
        Assert.Equal(
            """{"conditions":null,"acceptedNames":{"plural":"","kind":""},"storedVersions":["v1"]}""",
            created.Json.Member("status").GetRawText());
        Assert.Null(_cluster.Operations.Kinds.Find("example.com", "v1", "widgets"));

        _cluster.Settle();

        var definition = Definition().Json;
        Assert.Equal(
            """{"plural":"widgets","singular":"widget","kind":"Widget","listKind":"WidgetList"}""",
            definition.Member("status", "acceptedNames").GetRawText());
        Assert.Equal(
            ["NamesAccepted True NoConflicts no conflicts found", "Established True InitialNamesAccepted the initial names have been accepted"],
            Conditions(definition));
        Assert.True(_cluster.Operations.Kinds.Find("example.com", "v1", "widgets")!.IsCustom);
    }

    [Theory]
    [InlineData("/metadata/name", "\"x\"", "metadata.name: Invalid value: \"x\": must be spec.names.plural+\".\"+spec.group")]
    [InlineData("/spec/scope", "\"Sometimes\"", "spec.scope: Unsupported value: \"Sometimes\": supported values: \"Cluster\", \"Namespaced\"")]
    [InlineData("/spec/names/listKind", "\"Widget\"", "spec.names.listKind: Invalid value: \"Widget\": kind and listKind may not be the same")]
    [InlineData("/spec/versions/0/schema", "{}", "spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required")]
    [InlineData("/spec/versions/0/schema/openAPIV3Schema", """{ "type": "object", "properties": { "a": {} } }""", "spec.validation.openAPIV3Schema.properties[a].type: Required value: must not be empty for specified object fields")]
    [InlineData("/spec/versions/0/subresources", """{ "scale": { "specReplicasPath": ".metadata.x", "statusReplicasPath": ".status.n" } }""", "spec.subresources.scale.specReplicasPath: Invalid value: \".metadata.x\": should be a json path under .spec")]
    [InlineData("/spec/versions/0/additionalPrinterColumns", """[ { "name": "a", "type": "string", "jsonPath": "foo" } ]""", "spec.additionalPrinterColumns[0].JSONPath: Invalid value: \"foo\": must be a simple json path starting with .")]
    [InlineData("/spec/conversion", """{ "strategy": "Zz" }""", "spec.conversion.strategy: Unsupported value: \"Zz\": supported values: \"None\", \"Webhook\"")]
    public void Create_with_a_mistake_is_invalid(string field, string value, string problem)
    {
        var refusal = Assert.Throws<ApiException>(() => Define(definition => Set(definition, field, value)));

        Assert.Equal(422, refusal.Code);
        Assert.EndsWith($"is invalid: {problem}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_without_a_storage_version_is_invalid()
    {
        var refusal = Assert.Throws<ApiException>(() => Define(definition => Set(definition, "/spec/versions/0/storage", "false")));

        Assert.Equal(
            ["spec.versions", "status.storedVersions"],
            refusal.Details!["causes"]!.AsArray().Select(cause => cause!["field"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/spec/conversion", """{ "strategy": "Webhook", "webhook": { "conversionReviewVersions": ["v1"], "clientConfig": { "url": "https://x" } } }""", "webhook")]
    [InlineData("/spec/versions/0/additionalPrinterColumns", """[ { "name": "a", "type": "string", "jsonPath": ".spec..name" } ]""", ".spec..name")]
    public void Create_with_what_is_not_supported_says_so(string field, string value, string what)
    {
        var refusal = Assert.Throws<ApiException>(() => Define(definition => Set(definition, field, value)));

        Assert.Equal(501, refusal.Code);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_with_a_name_that_is_taken_is_not_established()
    {
        Define();
        Define(definition =>
        {
            Set(definition, "/metadata/name", "\"gadgets.example.com\"");
            Set(definition, "/spec/names", """{ "plural": "gadgets", "kind": "Widget" }""");
        });

        _cluster.Settle();

        Assert.Equal(
            ["NamesAccepted False ListKindConflict \"WidgetList\" is already in use", "Established False NotAccepted not all names are accepted"],
            Conditions(Definition("gadgets").Json));
        Assert.Null(_cluster.Operations.Kinds.Find("example.com", "v1", "gadgets"));

        _cluster.Operations.Delete(Definition());
        _cluster.Settle();

        Assert.True(DefinitionConditions.IsTrue(Definition("gadgets").Json, "Established"));
    }

    [Theory]
    [InlineData("/spec/scope", "\"Cluster\"", "spec.scope: Invalid value: \"Cluster\": field is immutable")]
    [InlineData("/spec/names/kind", "\"Other\"", "spec.names.kind: Invalid value: \"Other\": field is immutable")]
    public void Update_of_what_is_fixed_is_invalid(string field, string value, string problem)
    {
        Define();
        _cluster.Settle();

        var refusal = Assert.Throws<ApiException>(() => _cluster.Operations.Modify(Definition(), definition => Set(definition, field, value)));

        Assert.EndsWith($"is invalid: {problem}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_serves_new_versions_and_remembers_stored_ones()
    {
        Define();
        _cluster.Settle();
        _cluster.Operations.Modify(Definition(), definition =>
        {
            var versions = definition["spec"]!["versions"]!.AsArray();
            versions[0]!["storage"] = false;
            var second = versions[0]!.DeepClone();
            (second["name"], second["storage"]) = ("v2", true);
            versions.Add(second);
        });

        _cluster.Settle();

        Assert.NotNull(_cluster.Operations.Kinds.Find("example.com", "v2", "widgets"));
        Assert.Equal("""["v1","v2"]""", Definition().Json.Member("status", "storedVersions").GetRawText());

        _cluster.Operations.Modify(Definition(), definition => definition["spec"]!["versions"]![0]!["served"] = false);
        _cluster.Settle();

        Assert.Null(_cluster.Operations.Kinds.Find("example.com", "v1", "widgets"));
    }

    [Fact]
    public void Delete_waits_for_the_resources()
    {
        Define();
        _cluster.Settle();
        var kind = _cluster.Operations.Kinds.Find("example.com", "v1", "widgets")!;
        _cluster.Create(kind, "shop", "free");
        var held = _cluster.Create(kind, "shop", "held", """{ "metadata": { "finalizers": ["example.com/held"] } }""");

        _cluster.Operations.Delete(Definition());
        Assert.Contains("Terminating True InstanceDeletionPending", Conditions(Definition().Json)[2], StringComparison.Ordinal);
        _cluster.Settle();

        Assert.Equal("Terminating True InstanceDeletionInProgress CustomResource deletion is in progress", Conditions(Definition().Json)[2]);
        Assert.Equal(["held"], _cluster.Store.All(kind.Type).Values.Select(resource => resource.Name));
        var refusal = Assert.Throws<ApiException>(() => _cluster.Create(_cluster.Operations.Kinds.Of(kind.Type), "shop", "late"));
        Assert.Equal((405, "create not allowed while custom resource definition is terminating"), (refusal.Code, refusal.Message));

        _cluster.Operations.Modify(_cluster.Store.Find(held.Reference)!, copy => copy.Child("metadata").Remove("finalizers"));
        _cluster.Settle();

        Assert.Null(_cluster.Store.Find(ResourceTypes.CustomResourceDefinitions, "", "widgets.example.com"));
        Assert.Null(_cluster.Operations.Kinds.Find("example.com", "v1", "widgets"));
    }

    private StoredObject Define(Action<JsonObject>? change = null) => Widgets.Define(_cluster, change);

    private StoredObject Definition(string plural = "widgets") =>
        _cluster.Store.Find(ResourceTypes.CustomResourceDefinitions, "", $"{plural}.example.com")!;

    private static List<string> Conditions(JsonElement definition) => [.. definition.Member("status", "conditions").Elements()
        .Select(condition => $"{condition.Text("type")} {condition.Text("status")} {condition.Text("reason")} {condition.Text("message")}")];

    private static void Set(JsonObject obj, string field, string value)
    {
        var steps = field.Split('/')[1..];
        JsonNode node = obj;
        foreach (var step in steps[..^1])
            node = node is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        node[steps[^1]] = JsonNode.Parse(value);
    }
}
