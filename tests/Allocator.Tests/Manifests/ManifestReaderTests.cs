namespace Allocator.Manifests;

public sealed class ManifestReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    [InlineData("---\n---\n# nothing here\n")]
    [InlineData("""{"apiVersion":"v1","kind":"List","items":[]}""")]
    public void Read_without_any_object_is_refused(string text) =>
        Assert.Contains("it renders no object", Rendered.Refused(text).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("[]", "document 1 is an array")]
    [InlineData("just words", "document 1 is a single value")]
    [InlineData("kind: Pod\n", "document 1 has no apiVersion")]
    [InlineData("apiVersion: v1\n", "document 1 has no kind")]
    [InlineData("apiVersion: 1\nkind: Pod\n", "document 1 has no apiVersion, or it is not a string")]
    [InlineData("apiVersion: v1\nkind: Pod\n", "document 1 (Pod) has no metadata.name")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: 12}\n", "document 1 (Pod) has no metadata.name, or it is not a string")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}\n", "names must be known beforehand")]
    [InlineData("apiVersion: v1\nkind: List\n", "document 1 is a List without an array 'items'")]
    [InlineData("apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod, metadata: {name: a}}, 7]\n", "document 1, item 2 is a single value")]
    public void Read_document_that_is_no_object_of_kubernetes_names_it(string text, string problem) =>
        Assert.Contains(problem, Rendered.Refused(text).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_second_document_is_named_with_its_place()
    {
        const string Text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\nkind: Pod\n";

        Assert.Equal(
            "test.gotmpl: line 5, column 1 of the output: document 2 has no apiVersion, or it is not a string",
            Rendered.Refused(Text).Message);
        var placed = Assert.Throws<TemplateException>(() => ManifestReader.Read(Rendered.WithPlaces(Text)));
        Assert.Equal(new TemplatePosition(7, 1), placed.Position);
        Assert.StartsWith("test.gotmpl(7,1): document 2 has no apiVersion", placed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_list_is_flattened()
    {
        const string Item = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""";

        var manifests = ManifestReader.Read(Rendered.Text(
            $$"""{"apiVersion":"v1","kind":"List","items":[{{Item}},{"apiVersion":"v1","kind":"List","items":[{{Item}}]}]}"""));

        Assert.Equal(["ConfigMap 'a'", "ConfigMap 'a'"], manifests.Select(m => m.ToString()));
    }

    [Fact]
    public void Read_text_that_is_too_long_is_refused() =>
        Assert.Contains("1048576 are the most", Rendered.Refused(new string(' ', 10_000_000)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_classic_template_as_printed_points_to_the_missing_comma()
    {
        var refused = Assert.Throws<TemplateException>(() => ManifestReader.Read(Rendered.WithPlaces(Classic.AsPrinted)));

        Assert.Equal(new TemplatePosition(23, 72), refused.Position);
        Assert.Equal(
            "test.gotmpl(23,72): expected ',' or '}' after the value that ends here: "
            + "\"image\": \"b.gcr.io/vanadium-docker-images/syncbased:latest\"",
            refused.Message);
    }

    [Fact]
    public void Read_excerpt_is_short_and_printable()
    {
        var text = "x: [" + new string('a', 500) + "\u00a0]\ty: \"" + new string('b', 500);

        var message = Rendered.Refused(text).Message;

        Assert.True(message.Length < 300, message);
        Assert.DoesNotContain(message, char.IsControl);
    }
}
