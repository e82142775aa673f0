using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class CustomResourceTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void Create_sets_defaults_and_drops_unknown_fields()
    {
        var kind = Widgets.Serve(_cluster);

        var widget = _cluster.Create(kind, "shop", "w", """{ "spec": { "color": "red" } }""");

        Assert.Equal("""{"size":1}""", widget.Json.Member("spec").GetRawText());
        Assert.Equal(1, widget.Json.Member("metadata").Number("generation"));
    }

    [Fact]
    public void Create_with_a_wrong_value_is_invalid()
    {
        var kind = Widgets.Serve(_cluster);

        var refusal = Assert.Throws<ApiException>(() => _cluster.Create(kind, "shop", "w", """{ "spec": { "size": "x" } }"""));

        Assert.Equal(
            "Widget.example.com \"w\" is invalid: spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"", refusal.Message);
    }

    [Theory]
    [InlineData("""{ "apiVersion": "example.com/v1", "kind": "Gadget", "metadata": { "name": "w" } }""", 422, "Gadget.example.com \"w\" is invalid: kind: Invalid value: \"Gadget\": must be Widget")]
    [InlineData("""{ "apiVersion": "example.com/v2", "kind": "Widget", "metadata": { "name": "w" } }""", 400, "the API version in the data (example.com/v2) does not match the expected API version (example.com/v1)")]
    public void Create_of_another_type_is_refused(string json, int code, string message)
    {
        var kind = Widgets.Serve(_cluster);

        var sent = JsonNode.Parse(json)!.AsObject();

        var refusal = Assert.Throws<ApiException>(() => _cluster.Operations.Create(kind, "shop", sent, WriteContext.System));

        Assert.Equal((code, message), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void Create_without_a_kind_is_refused()
    {
        var kind = Widgets.Serve(_cluster);

        var refusal = Assert.Throws<ApiException>(
            () => _cluster.Operations.Create(kind, "shop", new() { ["metadata"] = new JsonObject { ["name"] = "w" } }, WriteContext.System));

        Assert.Equal(400, refusal.Code);
        Assert.Contains("Object 'Kind' is missing", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_is_a_field_like_any_other_without_the_subresource()
    {
        var kind = Widgets.Serve(_cluster);
        var widget = _cluster.Create(kind, "shop", "w", """{ "status": { "n": 1 } }""");

        widget = _cluster.Operations.Modify(widget, copy => copy.Child("status")["n"] = 2)!;

        Assert.Equal(2, widget.Json.Member("status").Number("n"));
        Assert.Equal(2, widget.Json.Member("metadata").Number("generation"));
    }

    [Fact]
    public void Status_is_written_by_its_subresource_only_if_there_is_one()
    {
        var kind = Widgets.Serve(
            _cluster, definition => definition["spec"]!["versions"]![0]!["subresources"] = new JsonObject { ["status"] = new JsonObject() });
        var widget = _cluster.Create(kind, "shop", "w", """{ "status": { "n": 1 } }""");
        Assert.False(widget.Json.Has("status"));

        widget = _cluster.Operations.SetStatus(widget, new() { ["n"] = 2 })!;

        Assert.Equal(2, widget.Json.Member("status").Number("n"));
        Assert.Equal(1, widget.Json.Member("metadata").Number("generation"));
    }

    [Fact]
    public void Create_replaces_a_status_that_has_a_subresource_by_its_default()
    {
        var kind = Widgets.Serve(_cluster, definition =>
        {
            var version = definition["spec"]!["versions"]![0]!;
            version["subresources"] = new JsonObject { ["status"] = new JsonObject() };
            version["schema"]!["openAPIV3Schema"]!["properties"]!["status"]!["default"] = new JsonObject { ["n"] = 4 };
        });

        var widget = _cluster.Create(kind, "shop", "w", """{ "status": { "n": 1 } }""");

        Assert.Equal(4, Presented.As(kind, widget).Member("status").Number("n"));
    }

    [Fact]
    public void Update_without_a_version_is_invalid()
    {
        var kind = Widgets.Serve(_cluster);
        var widget = _cluster.Create(kind, "shop", "w").Copy();
        widget.Child("metadata").Remove("resourceVersion");

        var refusal = Assert.Throws<ApiException>(() => _cluster.Operations.Update(kind, new("shop", "w"), widget, WriteContext.System));

        Assert.Equal("widgets.example.com \"w\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update", refusal.Message);
    }

    [Fact]
    public void Versions_show_the_same_object()
    {
        var first = Widgets.Serve(_cluster, AddSecondVersion);
        var second = _cluster.Operations.Kinds.Find("example.com", "v2", "widgets")!;
        var widget = _cluster.Create(first, "shop", "w");
        Assert.Equal("example.com/v2", Presented.As(second, widget).Text("apiVersion"));

        var same = _cluster.Operations.Update(second, widget.Key, Presented.As(second, widget).ToObject(), WriteContext.System);
        Assert.Equal(widget.Version, same.Version);

        var changed = _cluster.Operations.Modify(
            second,
            widget.Key,
            copy =>
            {
                copy.Child("spec")["size"] = 5;
                return copy;
            },
            WriteContext.System);

        Assert.Equal(2, changed.Json.Member("metadata").Number("generation"));
        var shown = Presented.As(first, changed);
        Assert.Equal(("example.com/v1", 5), (shown.Text("apiVersion"), shown.Member("spec").Number("size")));
        Assert.Single(_cluster.Store.All(first.Type));
    }

    [Fact]
    public void Patch_to_another_version_is_invalid()
    {
        var first = Widgets.Serve(_cluster, AddSecondVersion);
        _cluster.Create(first, "shop", "w");

        var refusal = Assert.Throws<ApiException>(() => _cluster.Operations.Modify(
            first,
            new("shop", "w"),
            copy =>
            {
                copy["apiVersion"] = "example.com/v2";
                return copy;
            },
            WriteContext.System));

        Assert.Equal("Widget.example.com \"w\" is invalid: apiVersion: Invalid value: \"example.com/v2\": must be example.com/v1", refusal.Message);
    }

    [Fact]
    public void Reading_follows_a_changed_schema()
    {
        var kind = Widgets.Serve(_cluster);
        var widget = _cluster.Create(kind, "shop", "w", """{ "spec": { "n": 3 } }""");
        _cluster.Operations.Modify(_cluster.Store.Find(ResourceTypes.CustomResourceDefinitions, "", "widgets.example.com")!, definition =>
        {
            var fields = definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["properties"]!.AsObject();
            fields.Remove("n");
            fields["color"] = new JsonObject { ["type"] = "string", ["default"] = "red" };
        });
        _cluster.Settle();

        var shown = Presented.As(_cluster.Operations.Kinds.Of(kind.Type), widget);

        Assert.Equal("""{"size":1,"color":"red"}""", shown.Member("spec").GetRawText());
    }

    [Fact]
    public void Scale_reads_and_sets_the_paths_of_the_definition()
    {
        var kind = Widgets.Serve(_cluster, definition => definition["spec"]!["versions"]![0]!["subresources"] = JsonNode.Parse("""
            { "scale": { "specReplicasPath": ".spec.n", "statusReplicasPath": ".status.n", "labelSelectorPath": ".status.selector" } }
            """));
        var widget = _cluster.Create(kind, "shop", "w", """{ "spec": { "n": 2 }, "status": { "n": 1, "selector": "app=w" } }""");
        Assert.True(kind.HasScale);
        Assert.Equal((2, 1, "app=w"), (kind.Scale.WantedBy(widget.Json), kind.Scale.FoundIn(widget.Json), kind.Scale.SelectorOf(widget.Json)));

        var scaled = _cluster.Operations.Modify(widget, copy => kind.Scale.SetWanted(copy, 5))!;
        Assert.Equal(5, scaled.Json.Member("spec").Number("n"));

        var refusal = Assert.Throws<ApiException>(() => _cluster.Operations.Modify(scaled, copy => kind.Scale.SetWanted(copy, -6)));
        Assert.Equal("Widget.example.com \"w\" is invalid: .spec.n: Invalid value: -6: should be a non-negative integer", refusal.Message);
    }

    private static void AddSecondVersion(JsonObject definition)
    {
        var versions = definition["spec"]!["versions"]!.AsArray();
        var second = versions[0]!.DeepClone();
        (second["name"], second["storage"]) = ("v2", false);
        versions.Add(second);
    }
}
