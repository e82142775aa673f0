using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>The classic Deployment template: as its documentation printed it, and with the comma that is missing there.</summary>
public sealed class ClassicTemplateTests
{
    private const string File = "syncbased-deployment.json-template";

    private static readonly TemplateFacts s_facts = new()
    {
        Name = "syncbased-0a1b2c3d",
        Service = "syncbased",
        Namespace = "dev",
        MountRoot = "users/alice/sb",
        OwnerHash = "0123456789abcdef0123456789abcdef01234567",
        Caller = new CallerValues("al<i>ce@example.com", ["dev:alice \"&\" bob's\\"], new Dictionary<string, string>()),
        Administrators = ["root"],
    };

    private static string Repaired => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Templates", File));

    [Fact]
    public void Render_as_printed_without_the_comma_is_refused_with_file_and_line()
    {
        var printed = Repaired.Replace(":latest\",", ":latest\"", StringComparison.Ordinal);

        var refusal = Assert.Throws<TemplateException>(() => Render(printed));

        Assert.Equal(
            $"{File}(21,72): expected ',' or '}}' after the value that ends here: \"image\": \"b.gcr.io/vanadium-docker-images/syncbased:latest\"",
            refusal.Message);
    }

    [Fact]
    public void Render_with_the_comma_inserts_the_names()
    {
        var deployment = Render(Repaired);

        Assert.Equal(("extensions/v1beta1", "Deployment"), (Text(deployment, "apiVersion"), Text(deployment, "kind")));
        Assert.Equal("syncbased-0a1b2c3d", Text(deployment, "metadata", "name"));
        Assert.Equal("syncbased-0a1b2c3d", Text(deployment, "spec", "template", "metadata", "labels", "application"));
        var pod = deployment["spec"]!["template"]!["spec"]!;
        Assert.Equal("syncbased-0a1b2c3d", pod["volumes"]![0]!["gcePersistentDisk"]!["pdName"]!.GetValue<string>());
        Assert.Equal("--name=users/alice/sb/syncbased-0a1b2c3d", Argument(deployment, 1));
    }

    // Expected values are what Go 1.19's encoding/json makes of the same values, in the way in which the original encoded them.
    [Fact]
    public void Render_creator_info_is_the_json_that_the_original_wrote() => Assert.Equal(
        """{"email":"al\u003ci\u003ece@example.com","blessingNames":["dev:alice \"\u0026\" bob's\\"],"mountName":"users/alice/sb/syncbased-0a1b2c3d"}""",
        Text(Render(Repaired), "metadata", "annotations", "v.io/creator-info"));

    [Fact]
    public void Render_access_list_is_the_json_that_the_original_wrote() => Assert.Equal(
        """--v23.permissions.literal={"Admin":{"In":["root","dev:alice \"\u0026\" bob's\\"],"NotIn":null}}""",
        Argument(Render(Repaired), 3));

    private static JsonObject Render(string template) =>
        Assert.Single(new InstanceData(s_facts).Render(new GoTemplateEngine().Parse(new TemplateSource(File, template)))).Object;

    private static string Argument(JsonObject deployment, int index) =>
        deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["command"]![index]!.GetValue<string>();

    private static string Text(JsonNode node, params string[] path) => path.Aggregate(node, (at, name) => at[name]!).GetValue<string>();
}
