using Allocator.GoTemplates;

namespace Allocator;

/// <summary>
/// Go templates, the language of Go's <a href="https://pkg.go.dev/text/template">text/template</a>, with the functions of Helm and sprig
/// that manifests need (<c>quote</c>, <c>toJson</c>, <c>toYaml</c>, <c>nindent</c>, <c>default</c>, <c>required</c>, <c>randAlphaNum</c> and more).
/// </summary>
/// <remarks>Complex numbers and the verb <c>%p</c> are not part of it.</remarks>
public sealed class GoTemplateEngine : ITemplateEngine
{
    /// <summary>
    /// Whether a name that the data does not have is an error, as with Go's <c>Option("missingkey=error")</c>. If not, it prints as
    /// <c>&lt;no value&gt;</c>.
    /// </summary>
    /// <value>True: in a manifest's template an unknown name is nearly always a typing error.</value>
    public bool MissingKeyIsError { get; init; } = true;

    /// <inheritdoc/>
    public string Name => "go";

    /// <inheritdoc/>
    public IReadOnlyList<string> FileSuffixes { get; } = [".gotmpl", ".tmpl", "-template"];

    /// <inheritdoc/>
    public ITemplate Parse(TemplateSource source)
    {
        ArgumentNullException.ThrowIfNull(source);

        var text = new SourceText(source.Name, source.Text);
        return new GoTemplate(text, TemplateParser.Parse(text), MissingKeyIsError);
    }
}
