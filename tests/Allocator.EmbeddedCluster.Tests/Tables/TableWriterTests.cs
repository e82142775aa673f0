using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class TableWriterTests
{
    private static readonly KindCatalog s_kinds = new(BuiltInKinds.All);
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Resources =>
    [
        .. typeof(TableWriterTests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Tables/", StringComparison.Ordinal)).Order(),
    ];

    /// <summary>The tables are those of a real Kubernetes 1.20: <c>eng/kinds/tables.py</c>.</summary>
    [Theory]
    [MemberData(nameof(Resources))]
    public void Write_objects_of_a_real_cluster_gives_its_cells(string resource)
    {
        using var stream = typeof(TableWriterTests).Assembly.GetManifestResourceStream(resource)!;
        var recorded = JsonNode.Parse(stream)!;
        var rows = recorded["rows"]!.AsArray();
        var objects = rows.Select(row => Stored(row!["object"]!)).ToList();
        var kind = s_kinds.Of(objects[0].Type);
        var now = DateTimeOffset.Parse(recorded["now"]!.GetValue<string>(), CultureInfo.InvariantCulture);

        var table = TableWriter.Write(kind, objects, [], "v1", "None", now);

        foreach (var column in table["columnDefinitions"]!.AsArray())
            column!.AsObject().Remove("description");
        Assert.Equal(recorded["columns"]!.ToJsonString(), table["columnDefinitions"]!.ToJsonString());
        Assert.Equal(rows.Select(Cells), table["rows"]!.AsArray().Select(Cells));
    }

    [Fact]
    public void Write_every_built_in_kind_has_a_layout() => Assert.All(BuiltInKinds.All, kind => Assert.NotNull(kind.Table));

    [Fact]
    public void Write_kind_without_a_layout_shows_name_and_age()
    {
        var kind = new KindDefinition(new ResourceType("example.com", "v1", "Thing", "things", true)) { Rules = new PlainRules() };
        var obj = new StoredObject(kind.Type, new("n", "one"), 1, Object("one").ToElement());

        var table = TableWriter.Write(kind, [obj], new JsonObject { ["resourceVersion"] = "7" }, "v1", "", s_now);

        Assert.Equal("7", table["metadata"]!["resourceVersion"]!.GetValue<string>());
        Assert.Equal(["Name", "Age"], table["columnDefinitions"]!.AsArray().Select(column => column!["name"]!.GetValue<string>()));
        Assert.Equal("""["one","24h"]""", Cells(table["rows"]![0]));
    }

    [Theory]
    [InlineData("", "PartialObjectMetadata")]
    [InlineData("Metadata", "PartialObjectMetadata")]
    [InlineData("Object", "ConfigMap")]
    [InlineData("None", null)]
    public void Write_includes_of_the_object_what_is_asked(string includeObject, string? kind)
    {
        var table = TableWriter.Write(ConfigMaps, [ConfigMap()], [], "v1beta1", includeObject, s_now);

        Assert.Equal("meta.k8s.io/v1beta1", table["apiVersion"]!.GetValue<string>());
        var obj = table["rows"]![0]!["object"];
        Assert.Equal(kind, obj?["kind"]!.GetValue<string>());
        Assert.Equal(kind is null ? null : "one", obj?["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(kind == "ConfigMap", obj?["data"] is not null);
        Assert.Equal(kind == "PartialObjectMetadata" ? "meta.k8s.io/v1beta1" : obj?["apiVersion"]!.GetValue<string>(), obj?["apiVersion"]!.GetValue<string>());
    }

    [Fact]
    public void Write_unknown_include_is_refused()
    {
        var refusal = Assert.Throws<ApiException>(() => TableWriter.Write(ConfigMaps, [], [], "v1", "Foo", s_now));

        Assert.Equal(400, refusal.Code);
        Assert.Equal(
            "Unable to convert to Table as requested: includeObject: Invalid value: \"Foo\": must be 'Metadata', 'Object', 'None', or empty",
            refusal.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WriteEvent_only_the_first_has_columns(bool isFirst)
    {
        var table = TableWriter.WriteEvent(ConfigMaps, ConfigMap(), isFirst, "v1", "", s_now);

        Assert.True(table.ContainsKey("columnDefinitions"));
        Assert.Equal(isFirst, table["columnDefinitions"] is not null);
        Assert.Equal("5", table["metadata"]!["resourceVersion"]!.GetValue<string>());
        Assert.Single(table["rows"]!.AsArray());
    }

    private static KindDefinition ConfigMaps => s_kinds.Of(ResourceTypes.ConfigMaps);

    private static StoredObject ConfigMap()
    {
        var obj = Object("one");
        obj["apiVersion"] = "v1";
        obj["kind"] = "ConfigMap";
        obj["data"] = new JsonObject { ["a"] = "b" };
        return new(ResourceTypes.ConfigMaps, new("n", "one"), 5, obj.ToElement());
    }

    private static JsonObject Object(string name) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["creationTimestamp"] = "2029-12-31T00:00:00Z", ["resourceVersion"] = "5" },
    };

    private static StoredObject Stored(JsonNode obj)
    {
        var kind = s_kinds.FindByKind(obj["apiVersion"]!.GetValue<string>(), obj["kind"]!.GetValue<string>())!;
        var metadata = obj["metadata"]!;
        var key = new ObjectKey(metadata["namespace"]?.GetValue<string>() ?? "", metadata["name"]!.GetValue<string>());
        return new(kind.Type, key, 1, obj.ToElement());
    }

    private static string Cells(JsonNode? row) => row!["cells"]!.ToJsonString();
}
