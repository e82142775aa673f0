namespace Allocator.EngineContract;

internal sealed class GoDialect : IDialect
{
    public ITemplateEngine Engine { get; } = new GoTemplateEngine();

    public string Suffix => ".gotmpl";

    public string Item => "";

    public string StepLimit => "10000 steps";

    // Go prints a null as text; a template that means nothing says so.
    public string Raw(string name) => name == "Nothing.Here" ? $"{{{{with .{name}}}}}{{{{.}}}}{{{{end}}}}" : $"{{{{.{name}}}}}";

    public string Json(string name) => $"{{{{.{name} | toJson}}}}";

    public string Quote(string name) => $"{{{{.{name} | quote}}}}";

    public string Yaml(string name) => $"{{{{.{name} | toYaml}}}}";

    public string Base64(string name) => $"{{{{.{name} | b64enc}}}}";

    public string OptionalJson(string map, string key, string otherwise) => $"{{{{get .{map} \"{key}\" | default \"{otherwise}\" | toJson}}}}";

    public string If(string condition, string then, string otherwise) => $"{{{{if .{condition}}}}}{then}{{{{else}}}}{otherwise}{{{{end}}}}";

    public string Each(string list, string body) => $"{{{{range .{list}}}}}{body.Replace("{{.Text", "{{$.Text", StringComparison.Ordinal)}{{{{end}}}}";

    public string Nested(string list, int depth, string body) =>
        string.Concat(Enumerable.Repeat($"{{{{range $.{list}}}}}", depth)) + body + string.Concat(Enumerable.Repeat("{{end}}", depth));

    public string Random(int length) => $"{{{{randAlphaNum {length}}}}}";

    public IReadOnlyList<string> Broken { get; } = ["\n\n{{if .Yes}}\nx", "\n\nx {{end}}", "\n\n{{.Text", "\n\n{{nope 1}}", "\n\n{{(.Text}}"];
}
