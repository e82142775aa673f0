using System.Text.Json.Nodes;

namespace Allocator.Manifests;

public sealed class FieldComparisonTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Manifests", "Comparisons");

    public static TheoryData<string> Recorded =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(static f => Path.GetFileNameWithoutExtension(f)!).Order()];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task MissingPaths_of_recorded_answers(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".json"), TestContext.Current.CancellationToken);
        var recorded = JsonNode.Parse(text)!.AsObject();

        var missing = FieldComparison.MissingPaths(recorded["sent"]!.AsObject(), recorded["received"]!.AsObject());

        Assert.Equal(recorded["missing"]!.AsArray().Select(m => m!.GetValue<string>()).Order(), missing.Order());
    }

    [Theory]
    [InlineData("{}", "{}", "")]
    [InlineData("""{"a":null,"b":{},"c":[],"d":"","e":false,"f":0,"g":{"h":{"i":0}}}""", "{}", "")]
    [InlineData("""{"a":1}""", "{}", "a")]
    [InlineData("""{"a":{"b.c/d":"x","e f":{"g":1}}}""", """{"a":{"e f":{}}}""", "a['b.c/d'], a['e f'].g")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", "a[1]")]
    [InlineData("""{"a":[{"name":"x","b":1},{"name":"y"}]}""", """{"a":[{"name":"injected"},{"name":"y"},{"name":"x"}]}""", "a[0].b")]
    [InlineData("""{"a":[{"name":"x"}]}""", """{"a":[]}""", "a[0]")]
    [InlineData("""{"a":[{"b":1}]}""", """{"a":[{"b":1},{"c":2}]}""", "")]
    [InlineData("""{"status":{"a":1},"b":{"status":1}}""", """{"b":{}}""", "b.status")]
    [InlineData("""{"kind":"Secret","stringData":{"a":"b"}}""", """{"kind":"Secret","data":{"a":"Yg=="}}""", "")]
    [InlineData("""{"kind":"Widget","stringData":{"a":"b"}}""", """{"kind":"Widget"}""", "stringData")]
    public void MissingPaths_ignores_what_means_nothing(string sent, string received, string missing) =>
        Assert.Equal(
            missing,
            string.Join(", ", FieldComparison.MissingPaths(JsonNode.Parse(sent)!.AsObject(), JsonNode.Parse(received)!.AsObject())));

    [Theory]
    [InlineData("contianerPort", "containerPort")]
    [InlineData("containerport", "containerPort")]
    [InlineData("resource", "resources")]
    [InlineData("cmd", null)]
    [InlineData("x", null)]
    public void Nearest_suggests_only_what_is_near(string word, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(word, ["command", "containerPort", "resources"]));
}
