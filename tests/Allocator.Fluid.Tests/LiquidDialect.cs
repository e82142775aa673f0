namespace Allocator.EngineContract;

internal sealed class LiquidDialect : IDialect
{
    public ITemplateEngine Engine { get; } = new LiquidTemplateEngine();

    public string Suffix => ".liquid";

    public string Item => "item";

    public string StepLimit => "maximum";

    public string Raw(string name) => $"{{{{ {name} }}}}";

    public string Json(string name) => $"{{{{ {name} | json }}}}";

    public string Quote(string name) => $"{{{{ {name} | quote }}}}";

    public string Yaml(string name) => $"{{{{ {name} | to_yaml }}}}";

    public string Base64(string name) => $"{{{{ {name} | b64enc }}}}";

    public string OptionalJson(string map, string key, string otherwise) => $"{{{{ {map} | get: \"{key}\" | default: \"{otherwise}\" | json }}}}";

    public string If(string condition, string then, string otherwise) => $"{{% if {condition} %}}{then}{{% else %}}{otherwise}{{% endif %}}";

    public string Each(string list, string body) => $"{{% for item in {list} %}}{body}{{% endfor %}}";

    public string Nested(string list, int depth, string body) =>
        string.Concat(Enumerable.Repeat($"{{% for item in {list} %}}", depth)) + body + string.Concat(Enumerable.Repeat("{% endfor %}", depth));

    public string Random(int length) => $"{{{{ {length} | rand_alpha_num }}}}";

    public IReadOnlyList<string> Broken { get; } = ["\n\nx {% if %}", "\n\nx {% nope %}", "\n\n{{ Text | }}"];
}
