using Allocator.LiquidTemplates;

namespace Allocator;

/// <summary>
/// Liquid, by <a href="https://github.com/sebastienros/fluid">Fluid</a>, with filters that manifests need (<c>json</c>, <c>quote</c>, <c>to_yaml</c>, <c>b64enc</c>,
/// <c>indent</c>, <c>nindent</c>, <c>get</c>, <c>rand_alpha_num</c>, <c>rand_alpha</c>, <c>rand_numeric</c>).
/// </summary>
/// <remarks>
/// <c>{{ x }}</c> inserts a value as it is, as Go templates do; <c>{{ x | json }}</c> inserts it encoded. A name that the data does not have is an error;
/// <c>{{ Parameters | get: "x" | default: "y" }}</c> asks for one that may be absent. A variable that holds nothing counts as absent. There are no files to include.
/// </remarks>
public sealed class LiquidTemplateEngine : ITemplateEngine
{
    /// <inheritdoc/>
    public string Name => "liquid";

    /// <inheritdoc/>
    public IReadOnlyList<string> FileSuffixes { get; } = [".liquid"];

    /// <inheritdoc/>
    public ITemplate Parse(TemplateSource source)
    {
        ArgumentNullException.ThrowIfNull(source);

        return new LiquidTemplate(source);
    }
}
