using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class SchemaCatalogTests
{
    [Theory]
    [InlineData("", "v1", "Pod")]
    [InlineData("", "v1", "DeleteOptions")]
    [InlineData("", "v1", "Status")]
    [InlineData("apps", "v1", "ControllerRevision")]
    [InlineData("batch", "v1beta1", "CronJob")]
    [InlineData("authorization.k8s.io", "v1", "SelfSubjectRulesReview")]
    [InlineData("authentication.k8s.io", "v1", "TokenRequest")]
    [InlineData("autoscaling", "v1", "Scale")]
    [InlineData("apiextensions.k8s.io", "v1", "CustomResourceDefinition")]
    public void Find_built_in_kind_knows_its_metadata(string group, string version, string kind)
    {
        var obj = new JsonObject { ["apiVersion"] = version, ["kind"] = kind, ["nonsense"] = 1 };

        var result = SchemaCatalog.Kubernetes.Find(group, version, kind)!.Decode(obj);

        Assert.Equal(["nonsense"], result.UnknownFields);
        Assert.Equal(["apiVersion", "kind"], obj.Select(property => property.Key));
    }

    [Fact]
    public void Find_other_kind_returns_null() => Assert.Null(SchemaCatalog.Kubernetes.Find("apps", "v1", "Pod"));

    [Fact]
    public void Resolve_every_definition_has_a_type_that_can_be_used()
    {
        var catalog = SchemaCatalog.Kubernetes;
        foreach (var definition in catalog.Document.GetProperty("definitions").EnumerateObject())
        {
            var type = catalog.Resolve(definition.Name);
            if (definition.Value.TryGetProperty("properties", out var properties))
                Assert.All(properties.EnumerateObject(), property => AssertKnown(type, property));
        }
    }

    private static void AssertKnown(FieldType type, JsonProperty property)
    {
        var decoding = new Decoding();
        type.Decode(new JsonObject { [property.Name] = null }, decoding);
        Assert.Empty(decoding.UnknownFields);
    }
}
