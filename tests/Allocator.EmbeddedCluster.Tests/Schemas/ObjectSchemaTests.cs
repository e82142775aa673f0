using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class ObjectSchemaTests
{
    private static readonly ObjectSchema Deployment = SchemaCatalog.Kubernetes.Find("apps", "v1", "Deployment")!;

    [Fact]
    public void Decode_object_with_values_made_in_code_reads_them_as_if_sent()
    {
        var obj = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 3, ["paused"] = true, ["minReadySeconds"] = 3_000_000_000 } };

        var result = Deployment.Decode(obj);

        Assert.Equal("spec.minReadySeconds", result.Error!.Field);
    }

    [Fact]
    public void Decode_nulls_drops_them_silently()
    {
        var obj = JsonNode.Parse("""{"metadata":null,"spec":{"replicas":null,"template":{"spec":null}}}""")!.AsObject();

        var result = Deployment.Decode(obj);

        Assert.Equal("""{"spec":{"template":{}}}""", obj.ToJsonString());
        Assert.Empty(result.UnknownFields);
    }

    [Fact]
    public void Decode_unknown_fields_names_each_with_its_path()
    {
        var obj = JsonNode.Parse("""{"a":1,"spec":{"b":{"c":2},"template":{"spec":{"containers":[{"name":"x"},{"d":null}]}}}}""")!.AsObject();

        var result = Deployment.Decode(obj);

        Assert.Equal(["a", "spec.b", "spec.template.spec.containers[1].d"], result.UnknownFields);
    }

    [Fact]
    public void Decode_wrong_type_says_where_in_go_and_in_json()
    {
        var obj = JsonNode.Parse("""{"spec":{"template":{"spec":{"containers":[{"image":1}]}}}}""")!.AsObject();

        var error = Deployment.Decode(obj).Error!;

        Assert.Equal("spec.template.spec.containers[0].image", error.Field);
        Assert.Equal(
            "Deployment in version \"v1\" cannot be handled as a Deployment: v1.Deployment.Spec: v1.DeploymentSpec.Template: "
            + "v1.PodTemplateSpec.Spec: v1.PodSpec.Containers: []v1.Container: v1.Container.Image: ReadString: expects \" or n, but found 1, "
            + "error found in spec.template.spec.containers[0].image",
            error.Message);
    }

    [Fact]
    public void StrictMessage_lists_the_fields_as_a_newer_server_does() => Assert.Equal(
        "Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: unknown field \"spec.foo\", unknown field \"bar\"",
        Deployment.StrictMessage(["spec.foo", "bar"]));
}
