using Allocator.HandlebarsTemplates;

namespace Allocator;

/// <summary>
/// Handlebars, by <a href="https://github.com/Handlebars-Net/Handlebars.Net">Handlebars.Net</a>, with helpers that manifests need (<c>json</c>, <c>quote</c>,
/// <c>toYaml</c>, <c>b64enc</c>, <c>indent</c>, <c>nindent</c>, <c>default</c>, <c>eq</c>, <c>ne</c>, <c>lt</c>, <c>le</c>, <c>gt</c>, <c>ge</c>, <c>and</c>,
/// <c>or</c>, <c>not</c>, <c>randAlphaNum</c>, <c>randAlpha</c>, <c>randNumeric</c>).
/// </summary>
/// <remarks>
/// <c>{{x}}</c> is encoded to stand between the double quotes of a JSON or YAML string, not for HTML; <c>{{{x}}}</c> inserts a value as it is. A name that the
/// data does not have is an error; <c>lookup Parameters "x"</c> asks for one that may be absent. Partials are those that the template itself defines.
/// </remarks>
public sealed class HandlebarsTemplateEngine : ITemplateEngine
{
    /// <inheritdoc/>
    public string Name => "handlebars";

    /// <inheritdoc/>
    public IReadOnlyList<string> FileSuffixes { get; } = [".hbs", ".handlebars"];

    /// <inheritdoc/>
    public ITemplate Parse(TemplateSource source)
    {
        ArgumentNullException.ThrowIfNull(source);

        return new HandlebarsTemplate(source);
    }
}
