using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class BuiltInKindsTests
{
    private static readonly Lazy<JsonArray> s_discovery = new(() =>
    {
        using var stream = typeof(BuiltInKindsTests).Assembly.GetManifestResourceStream("Answers/discovery")!;
        return JsonNode.Parse(stream)!.AsArray();
    });

    public static TheoryData<string> Resources =>
    [
        .. BuiltInKinds.All.Select(kind => kind.Type).Where(type => type != ResourceTypes.CustomResourceDefinitions).Select(type => type.ResourceName),
    ];

    [Theory]
    [MemberData(nameof(Resources))]
    public void All_is_named_as_on_a_real_cluster(string resource)
    {
        var kind = BuiltInKinds.All.Single(kind => kind.Type.ResourceName == resource);
        var path = kind.Type.Group.Length == 0 ? "api/v1" : $"apis/{kind.Type.ApiVersion}";

        var recorded = s_discovery.Value.Single(item => Text(item, "path") == path && Text(item, "name") == kind.Type.Plural)!;

        Assert.Equal(Text(recorded, "kind"), kind.Type.Kind);
        Assert.Equal(Text(recorded, "singularName"), kind.Singular);
        Assert.Equal(recorded["namespaced"]!.GetValue<bool>(), kind.Type.Namespaced);
        Assert.Equal(Texts(recorded, "shortNames"), kind.ShortNames);
        Assert.Equal(Texts(recorded, "categories"), kind.Categories);
    }

    [Theory]
    [InlineData("leases", true)]
    [InlineData("events", true)]
    [InlineData("endpoints", true)]
    [InlineData("roles", true)]
    [InlineData("services", false)]
    [InlineData("configmaps", false)]
    public void Update_of_an_absent_object_creates_some_kinds(string plural, bool isCreated)
    {
        var operations = new ObjectOperations(new ObjectStore(), new KindCatalog(BuiltInKinds.All), new Testing.ManualTimeProvider());
        var kind = BuiltInKinds.All.Single(kind => kind.Type.Plural == plural);
        var obj = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "one" }, ["involvedObject"] = new JsonObject { ["namespace"] = "n" } };

        if (isCreated)
            Assert.Equal("one", operations.Update(kind, new("n", "one"), obj, WriteContext.System).Name);
        else
            Assert.Equal(404, Assert.Throws<ApiException>(() => operations.Update(kind, new("n", "one"), obj, WriteContext.System)).Code);
    }

    private static string Text(JsonNode? node, string member) => node![member]!.GetValue<string>();

    private static IEnumerable<string> Texts(JsonNode node, string member) => (node[member]?.AsArray() ?? []).Select(item => item!.GetValue<string>());
}
