using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Allocator.Manifests;

/// <summary>No value of a caller, however hostile, changes the structure of what is applied.</summary>
public sealed class InjectionTests
{
    private const string ClassicInsertions = """
        {
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": { "name": "{{.Name}}", "annotations": { "v.io/creator-info": {{.CreatorInfo}}, "owner": {{toJson .Owner}} } },
          "spec": { "template": { "spec": { "containers": [ {
            "name": "syncbased", "image": "syncbased:latest",
            "command": [ "syncbased", "--name={{.MountName}}", "--v23.permissions.literal={\"Admin\":{{.AccessList}}}", {{toJson .Parameters.p}} ]
          } ] } } }
        }
        """;

    private const string RawJson = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{.Name}}", "annotations": {"owner": "{{.Owner}}", "p": "x{{.Parameters.p}}y"}},
         "spec": {"image": "img:{{.Parameters.p}}", "args": ["--user={{.Owner}}", "{{.Parameters.p}}", "--safe"], "hostNetwork": false}}
        """;

    private static readonly string Head = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{.Name}}\n  labels: &l {a: b}\n";

    private static readonly string[] RawYaml =
    [
        Head + "  annotations:\n    owner: {{.Owner}}\n    fixed: f\nspec:\n  image: img:{{.Parameters.p}}\n  hostNetwork: false\n",
        Head + "spec:\n  args:\n  - {{.Owner}}\n  - --user={{.Parameters.p}}\n  - --safe\n  hostNetwork: false\n",
        Head + "spec:\n  image: 'img:{{.Parameters.p}}'\n  owner: '{{.Owner}}'\n  hostNetwork: false\n",
        Head + "spec:\n  image: \"img:{{.Parameters.p}}\"\n  owner: \"{{.Owner}}\"\n  hostNetwork: false\n",
        Head + "spec:\n  script: |\n    start {{.Parameters.p}}\n    end\n  folded: >-\n    {{.Owner}}\n  hostNetwork: false\n",
        Head + "spec: {image: {{.Parameters.p}}, args: [run, '{{.Owner}}', '--user={{.Owner}}', --safe], hostNetwork: false}\n",
        Head + "  annotations: {\"{{.Owner}}\": x, fixed: f}\nspec: {hostNetwork: false} # for {{.Parameters.p}}\n",
        Head + "spec:\n  {{.Parameters.p}}: x\n  <<: *l\n  hostNetwork: false\n",
        "# for {{.Owner}}\n" + Head + "spec: {hostNetwork: false}\n{{.Parameters.p}}\n",
        "---\n" + Head + "spec: {hostNetwork: false, p: {{toJson .Parameters.p}}}\n"
            + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: {{.Name}}-{{.Owner}}}\n",
    ];

    private static readonly string[] Fragments =
    [
        "a", "b c", "alice@example.com", "'", "\"", "\\", "\"}", "}", "{", "[", "]", ",", ":", ": ", " #", "#", "&x ", "*l", "!!str ", "!!int ", "!x ",
        "|", ">", "%", "@", "`", "?", "? ", "- ", "-", "---", "\n", "\r", "\r\n", "\n  ", "\n    ", "\n---\n", "\n...\n", "\t", " ", "  ", "\0", "\u0001",
        "\u007f", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\uffff", "é", "😀", "\ud800", "\udc00",
        "{{", "}}", "{{.Owner}}", "<<: *l", "null", "~", "true",
        "yes", "1", "0x1", "1e3", ".inf", "hostNetwork: true", "\n  hostNetwork: true", "\", \"hostNetwork\": true, \"x\": \"",
        "\"}, \"hostNetwork\": true}", "', hostNetwork: true, x: '", "a, hostNetwork: true", "x\", \"evil\"], \"y\": [\"", "kind: List\nitems: []",
        "\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: evil}\n", "\\u0022", "\\\"", "\\n", "''", "\"\"", "${x}", "<script>&amp;", "%0a", "\u001b[0m",
    ];

    private static Gen<string> Hostile { get; } = Gen.Frequency(
        (1, Gen.Elements("", "alice", "bob@example.com", "3", "true", new string('x', 3000), new string('\n', 2000), new string('[', 3000))),
        (8, Gen.Choose(1, 5).SelectMany(n => Gen.Elements(Fragments).ArrayOf(n)).Select(string.Concat)));

    // Plain strings, so that a failure's report shows them.
    private static Arbitrary<(string Owner, string Blessing, string Parameter)> Callers { get; } =
        (from owner in Hostile.Where(static o => o.Length > 0)
         from blessing in Hostile
         from parameter in Hostile
         select (owner, blessing, parameter)).ToArbitrary();

    [Fact]
    public void Classic_template_takes_every_value_as_it_is() => Check(1000, static caller =>
    {
        var rendered = Assert.Single(Guarded.Render(ClassicInsertions, caller)).Object;

        AssertUnchanged(ClassicInsertions, caller, [new Manifest(rendered, Rendered.Text(""), 0)]);
        Assert.Equal(WellFormed(caller.Identity), rendered.StringAt("metadata", "annotations", "owner"));
        var info = JsonNode.Parse(rendered.StringAt("metadata", "annotations", "v.io/creator-info")!);
        Assert.Equal(WellFormed(caller.Identity), info.StringAt("email"));
        Assert.Equal([WellFormed(caller.BlessingNames[0])], info!["blessingNames"]!.AsArray().Select(n => n!.GetValue<string>()));
        var command = rendered.NodeAt("spec", "template", "spec")!["containers"]![0]!["command"]!.AsArray();
        Assert.Equal(WellFormed(caller.Parameters["p"]), command[3]!.GetValue<string>());
        var permissions = JsonNode.Parse(command[2]!.GetValue<string>()["--v23.permissions.literal=".Length..]);
        Assert.Equal(["root", WellFormed(caller.BlessingNames[0])], permissions.NodeAt("Admin", "In")!.AsArray().Select(n => n!.GetValue<string>()));
    });

    [Fact]
    public void Raw_insertion_into_json_keeps_the_structure_or_is_refused() =>
        Check(2000, static caller => AssertUnchangedOrRefused(RawJson, caller));

    [Fact]
    public void Raw_insertion_into_yaml_keeps_the_structure_or_is_refused() => Check(500, static caller =>
    {
        foreach (var template in RawYaml)
            AssertUnchangedOrRefused(template, caller);
    });

    [Fact]
    public void Hostile_values_would_change_the_structure_without_the_guard()
    {
        var caller = Guarded.Caller("alice", "alice", "a, hostNetwork: true, x: y");
        const string Template = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {image: {{.Parameters.p}}}\n";

        Assert.NotNull(Guarded.RenderPlainly(Template, caller)[0].Object.NodeAt("spec", "hostNetwork"));
        Assert.Throws<TemplateException>(() => Guarded.Render(Template, caller));
    }

    private static void AssertUnchangedOrRefused(string template, CallerValues caller)
    {
        IReadOnlyList<Manifest> manifests;
        try
        {
            manifests = Guarded.Render(template, caller);
        }
        catch (TemplateException)
        {
            return;
        }

        AssertUnchanged(template, caller, manifests);
    }

    /// <summary>The structure, and what no value is inserted into, is as with harmless words in the place of what is not harmless.</summary>
    private static void AssertUnchanged(string template, CallerValues caller, IReadOnlyList<Manifest> manifests)
    {
        var plain = Flat(Guarded.RenderPlainly(template, Tame(caller, "kkk")));
        var other = Flat(Guarded.RenderPlainly(template, Tame(caller, "zzz")));
        var actual = Flat(manifests);

        Assert.Equal(plain.Keys.Order(), actual.Keys.Order());
        Assert.All(plain.Where(e => other[e.Key] == e.Value), e => Assert.Equal(e.Value, actual[e.Key]));
    }

    private static CallerValues Tame(CallerValues caller, string word)
    {
        return Guarded.Caller(Tamed(caller.Identity, false), Tamed(caller.BlessingNames[0], false), Tamed(caller.Parameters["p"], true));

        string Tamed(string text, bool mayBeTyped) => HarmlessText.Is(text, mayBeTyped) ? text : word;
    }

    /// <summary>Every path with its kind, and the values.</summary>
    private static Dictionary<string, string> Flat(IReadOnlyList<Manifest> manifests)
    {
        var result = new Dictionary<string, string>();
        for (var i = 0; i < manifests.Count; i++)
            Add(manifests[i].Object, $"{i}");
        return result;

        void Add(JsonNode? node, string path)
        {
            result[$"{path} {node.Kind()}"] = node is JsonValue ? node.ToJsonString() : "";
            if (node is JsonObject obj)
                obj.ToList().ForEach(e => Add(e.Value, $"{path}/{e.Key}"));
            if (node is JsonArray array)
                array.Index().ToList().ForEach(e => Add(e.Item, $"{path}/{e.Index}"));
        }
    }

    /// <summary>What JSON can hold of the text: halves of surrogate pairs become U+FFFD.</summary>
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes());

    private static void Check(int times, Action<CallerValues> property) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(Callers, c => property(Guarded.Caller(c.Owner, c.Blessing, c.Parameter))));
}
