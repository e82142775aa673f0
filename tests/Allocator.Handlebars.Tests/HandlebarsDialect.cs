namespace Allocator.EngineContract;

internal sealed class HandlebarsDialect : IDialect
{
    public ITemplateEngine Engine { get; } = new HandlebarsTemplateEngine();

    public string Suffix => ".hbs";

    public string Item => "this";

    public string StepLimit => "10000 steps";

    public string Raw(string name) => $"{{{{{{{name}}}}}}}";

    public string Json(string name) => $"{{{{json {name}}}}}";

    public string Quote(string name) => $"{{{{quote {name}}}}}";

    public string Yaml(string name) => $"{{{{toYaml {name}}}}}";

    public string Base64(string name) => $"{{{{b64enc {name}}}}}";

    public string OptionalJson(string map, string key, string otherwise) => $"{{{{json (default (lookup {map} \"{key}\") \"{otherwise}\")}}}}";

    public string If(string condition, string then, string otherwise) => $"{{{{#if {condition}}}}}{then}{{{{else}}}}{otherwise}{{{{/if}}}}";

    public string Each(string list, string body) => $"{{{{#each {list}}}}}{body.Replace("json Text", "json @root.Text", StringComparison.Ordinal)}{{{{/each}}}}";

    public string Nested(string list, int depth, string body) =>
        string.Concat(Enumerable.Repeat($"{{{{#each @root.{list}}}}}", depth)) + body + string.Concat(Enumerable.Repeat("{{/each}}", depth));

    public string Random(int length) => $"{{{{randAlphaNum {length}}}}}";

    public IReadOnlyList<string> Broken { get; } =
        ["\n\n{{#if Yes}}\nx", "\n\nx {{/if}}", "\n\n{{#if Yes}}{{/each}}", "\n\n{{Text", "\n\n{{json (Text}}", "\n\n{{json \"x}}", "\n\n{{#each}}x{{/each}}"];
}
