namespace Allocator.Contract;

public sealed class CustomResourceTests(CustomResourceTests.Widgets widgets) : IClassFixture<CustomResourceTests.Widgets>
{
    private CustomKind Kind => widgets.Kind;

    private ContractNamespace Ns => widgets.Namespace;

    private Task<ApiAnswer> CreateAsync(string name, string spec = """{"size": 1}""") => Ns.CreateAsync(Kind.Resource, Kind.Object(name, spec));

    [ContractFact]
    public void Definition_becomes_established_with_its_names_completed()
    {
        var established = widgets.Established;

        Assert.Equal(("True", "NoConflicts", "no conflicts found"), CustomKind.Condition(established, "NamesAccepted"));
        Assert.Equal(("True", "InitialNamesAccepted", "the initial names have been accepted"), CustomKind.Condition(established, "Established"));
        Assert.Equal(("widget", "WidgetList"), (established.At("spec.names.singular"), established.At("status.acceptedNames.listKind")));
        Assert.Equal(["v1"], established.Strings("status.storedVersions"));
        Assert.Equal("None", established.At("spec.conversion.strategy"));
    }

    [ContractFact]
    public async Task Discovery_lists_the_kind_and_its_subresources()
    {
        var list = (await Ns.Api.GetAsync($"apis/{Kind.Group}/v1")).Expect(200);
        var group = (await Ns.Api.UntilAsync($"apis/{Kind.Group}", answer => answer.Code == 200));

        var resources = list.Json["resources"]!.AsArray();
        Assert.Equal(["widgets", "widgets/status", "widgets/scale"], resources.Select(resource => resource.At("name")));
        Assert.Equal(
            ("Widget", "true", "widget", "wd"),
            (resources[0].At("kind"), resources[0].At("namespaced"), resources[0].At("singularName"), resources[0].At("shortNames.0")));
        Assert.Equal(["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"], resources[0].Strings("verbs").Order());
        Assert.Equal($"{Kind.Group}/v1", group.At("preferredVersion.groupVersion"));
        await Ns.Api.UntilAsync("apis", answer => answer.Json["groups"]!.AsArray().Any(item => item.At("name") == Kind.Group));
    }

    [ContractFact]
    public async Task Create_prunes_unknown_fields_and_sets_defaults()
    {
        var created = await CreateAsync("pruned", """{"size": 1, "unknown": {"a": 1}}""");

        Assert.Equal("""{"color":"red","size":1}""", created.Json["spec"]!.ToJsonString());
        Assert.Equal("1", created.At("metadata.generation"));
    }

    [ContractFact]
    public async Task Create_that_the_schema_refuses_answers_422_with_a_cause_each()
    {
        var small = (await Ns.PostAsync(Kind.Resource, Kind.Object("bad", """{"size": 0}"""))).ExpectFailure(422, "Invalid");
        var two = (await Ns.PostAsync(Kind.Resource, Kind.Object("bad", """{"color": "green"}"""))).ExpectFailure(422, "Invalid");
        var typed = (await Ns.PostAsync(Kind.Resource, Kind.Object("bad", """{"size": "x"}"""))).ExpectFailure(422, "Invalid");

        Assert.Equal(
            $"Widget.{Kind.Group} \"bad\" is invalid: spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1",
            small.Message);
        Assert.Equal(("bad", Kind.Group, "Widget"), (small.At("details.name"), small.At("details.group"), small.At("details.kind")));
        Assert.Equal([("FieldValueNotSupported", "spec.color"), ("FieldValueRequired", "spec.size")], two.Causes);
        Assert.EndsWith(
            "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"", typed.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Create_needs_kind_and_apiVersion()
    {
        var bare = (await Ns.PostAsync(Kind.Resource, """{"metadata": {"name": "bare"}}""".ToObject())).ExpectFailure(400, "BadRequest");
        var version = (await Ns.PostAsync(Kind.Resource, Kind.Object("v2", version: "v2"))).ExpectFailure(400, "BadRequest");
        var other = Kind.Object("other");
        other["kind"] = "Gadget";
        var kind = (await Ns.PostAsync(Kind.Resource, other)).ExpectFailure(422, "Invalid");

        Assert.Contains("Object 'Kind' is missing in", bare.Message, StringComparison.Ordinal);
        Assert.Equal($"the API version in the data ({Kind.Group}/v2) does not match the expected API version ({Kind.Group}/v1)", version.Message);
        Assert.Equal($"Gadget.{Kind.Group} \"other\" is invalid: kind: Invalid value: \"Gadget\": must be Widget", kind.Message);
    }

    [ContractFact]
    public async Task Create_of_a_name_that_exists_answers_409_and_of_an_absent_one_404()
    {
        await CreateAsync("twice");

        Assert.Equal(
            $"widgets.{Kind.Group} \"twice\" already exists",
            (await Ns.PostAsync(Kind.Resource, Kind.Object("twice", """{"size": 1}"""))).ExpectFailure(409, "AlreadyExists").Message);
        Assert.Equal(
            $"widgets.{Kind.Group} \"absent\" not found", (await Ns.ReadAsync(Kind.Resource, "absent")).ExpectFailure(404, "NotFound").Message);
        (await Ns.Api.PutAsync(Ns.Path(Kind.Resource, "absent"), Kind.Object("absent", """{"size": 1}"""))).ExpectFailure(404, "NotFound");
    }

    [ContractFact]
    public async Task List_has_kind_and_apiVersion_in_its_items()
    {
        await CreateAsync("listed");

        var list = (await Ns.ListAsync(Kind.Resource, "fieldSelector=metadata.name%3Dlisted")).Expect(200);

        Assert.Equal(("WidgetList", $"{Kind.Group}/v1"), (list.At("kind"), list.At("apiVersion")));
        Assert.Equal(
            ("Widget", $"{Kind.Group}/v1", "listed"), (list.At("items.0.kind"), list.At("items.0.apiVersion"), list.At("items.0.metadata.name")));
        // Other lists leave it out.
        Assert.Equal("", list.At("metadata.continue"));
    }

    [ContractFact]
    public async Task Patch_of_the_spec_moves_the_generation_and_of_labels_does_not()
    {
        await CreateAsync("patched");

        var labels = (await Ns.MergeAsync(Kind.Resource, "patched", """{"metadata": {"labels": {"a": "b"}}}""")).Expect(200);
        var spec = (await Ns.MergeAsync(Kind.Resource, "patched", """{"spec": {"size": 2}}""")).Expect(200);
        var json = (await Ns.Api.JsonPatchAsync(
            Ns.Path(Kind.Resource, "patched"),
            """[{"op": "test", "path": "/spec/size", "value": 2}, {"op": "replace", "path": "/spec/size", "value": 3}]""".ToArray()))
            .Expect(200);

        Assert.Equal(("1", "2", "3"), (labels.At("metadata.generation"), spec.At("metadata.generation"), json.At("metadata.generation")));
        (await Ns.MergeAsync(Kind.Resource, "patched", """{"spec": {"size": 0}}""")).ExpectFailure(422, "Invalid");
        (await Ns.MergeAsync(Kind.Resource, "patched", """{"metadata": {"uid": "other"}}""")).ExpectFailure(422, "Invalid");
        (await Ns.MergeAsync(Kind.Resource, "patched", """{"metadata": {"resourceVersion": "1"}}""")).ExpectFailure(409, "Conflict");
    }

    [ContractFact]
    public async Task Strategic_merge_patch_answers_415()
    {
        await CreateAsync("strategic");

        var refused = (await Ns.Api.SendTextAsync(
            HttpMethod.Patch, Ns.Path(Kind.Resource, "strategic"), """{"spec": {"size": 2}}""", "application/strategic-merge-patch+json"))
            .ExpectFailure(415, "UnsupportedMediaType");

        Assert.StartsWith(
            "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, "
            + "application/merge-patch+json",
            refused.Message,
            StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Put_needs_the_resourceVersion()
    {
        var created = await CreateAsync("put");

        var refused = (await Ns.Api.PutAsync(Ns.Path(Kind.Resource, "put"), Kind.Object("put", """{"size": 2}"""))).ExpectFailure(422, "Invalid");
        created.Json["spec"]!["size"] = 5;

        Assert.Equal(
            $"widgets.{Kind.Group} \"put\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update",
            refused.Message);
        Assert.Equal("2", (await Ns.Api.PutAsync(Ns.Path(Kind.Resource, "put"), created.Json)).Expect(200).At("metadata.generation"));
    }

    [ContractFact]
    public async Task Status_is_a_subresource()
    {
        var body = Kind.Object("status", """{"size": 1}""");
        body["status"] = """{"phase": "early"}""".ToObject();
        var created = await Ns.CreateAsync(Kind.Resource, body);

        var main = (await Ns.MergeAsync(Kind.Resource, "status", """{"status": {"phase": "main"}}""")).Expect(200);
        var status = (await Ns.MergeAsync(
            Kind.Resource, "status/status", """{"status": {"phase": "late"}, "spec": {"size": 7}, "metadata": {"labels": {"a": "b"}} }"""))
            .Expect(200);

        Assert.Equal((null, null, "late"), (created.At("status"), main.At("status"), status.At("status.phase")));
        Assert.Equal(("1", "1", null), (status.At("spec.size"), status.At("metadata.generation"), status.At("metadata.labels")));
    }

    [ContractFact]
    public async Task Scale_reads_and_sets_the_paths_of_the_definition()
    {
        await CreateAsync("scaled", """{"size": 1, "replicas": 2}""");
        (await Ns.MergeAsync(Kind.Resource, "scaled/status", """{"status": {"replicas": 1}}""")).Expect(200);

        var read = (await Ns.ReadAsync(Kind.Resource, "scaled/scale")).Expect(200);
        (await Ns.MergeAsync(Kind.Resource, "scaled/scale", """{"spec": {"replicas": 4}}""")).Expect(200);

        Assert.Equal(
            ("Scale", "autoscaling/v1", "2", "1"), (read.At("kind"), read.At("apiVersion"), read.At("spec.replicas"), read.At("status.replicas")));
        Assert.Equal("4", (await Ns.ReadAsync(Kind.Resource, "scaled")).At("spec.replicas"));
    }

    [ContractFact]
    public async Task Watch_selectors_and_paging_work_as_for_other_kinds()
    {
        var from = await Ns.NowAsync(Kind.Resource);
        foreach (var name in new[] { "seen-a", "seen-b" })
        {
            await CreateAsync(name);
            (await Ns.MergeAsync(Kind.Resource, name, """{"metadata": {"labels": {"seen": "1"}}}""")).Expect(200);
        }

        (await Ns.RemoveAsync(Kind.Resource, "seen-a")).Expect(200);

        var events = await Ns.EventsAsync(Kind.Resource, $"labelSelector=seen&resourceVersion={from}", 3);
        Assert.Equal(["ADDED seen-a", "ADDED seen-b", "DELETED seen-a"], events.Select(@event => @event.Line()));
        Assert.Equal("Widget", events[0].At("object.kind"));
        Assert.Equal(["seen-b"], (await Ns.ListAsync(Kind.Resource, "labelSelector=seen&limit=1")).Names);
        (await Ns.ListAsync(Kind.Resource, "fieldSelector=spec.size%3D1")).ExpectFailure(400, "BadRequest");
    }

    /// <summary>A namespace, and a kind with a schema, a status and a scale.</summary>
    public sealed class Widgets(ContractCluster cluster) : IAsyncLifetime
    {
        internal CustomKind Kind { get; } = new(cluster);

        internal ContractNamespace Namespace { get; } = new(cluster);

        internal ApiAnswer Established { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Namespace.InitializeAsync();
            if (TargetCluster.SkipReason is not null)
                return;
            Established = await Kind.CreateAsync(Kind.Definition("widgets", "Widget", """
                {
                  "scope": "Namespaced",
                  "names": {"plural": "widgets", "kind": "Widget", "shortNames": ["wd"]},
                  "versions": [{
                    "name": "v1", "served": true, "storage": true,
                    "subresources": {"status": {}, "scale": {"specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas"}},
                    "schema": {"openAPIV3Schema": {"type": "object", "properties": {
                      "spec": {"type": "object", "required": ["size"], "properties": {
                        "size": {"type": "integer", "minimum": 1}, "replicas": {"type": "integer"},
                        "color": {"type": "string", "enum": ["red", "blue"], "default": "red"}}},
                      "status": {"type": "object", "properties": {"phase": {"type": "string"}, "replicas": {"type": "integer"}}}}}}
                  }]
                }
                """));
        }

        public async ValueTask DisposeAsync()
        {
            if (TargetCluster.SkipReason is null)
                await Kind.DeleteAsync();
            await Namespace.DisposeAsync();
        }
    }
}
