namespace Allocator;

/// <summary>A template language: turns a template's text into something that can be rendered.</summary>
public interface ITemplateEngine
{
    /// <summary>The name by which an option chooses the engine, for example <c>go</c>.</summary>
    string Name { get; }

    /// <summary>The ends of the file names that this engine takes, for example <c>.gotmpl</c>.</summary>
    IReadOnlyList<string> FileSuffixes { get; }

    /// <summary>Parses a template.</summary>
    /// <exception cref="TemplateException">The text is not a template of this language; names file, line and column.</exception>
    ITemplate Parse(TemplateSource source);
}

/// <summary>A parsed template. It may be rendered any number of times, also concurrently.</summary>
public interface ITemplate
{
    /// <summary>Renders the template.</summary>
    /// <param name="data">What the template sees as its data (the dot).</param>
    /// <param name="limits">Bounds of this rendering.</param>
    /// <exception cref="TemplateException">Rendering failed or went over a limit; names file, line and column.</exception>
    RenderedTemplate Render(TemplateData data, RenderLimits limits);
}

/// <summary>A template's text and the name that messages give it.</summary>
/// <param name="Name">A file name or another short name; its suffix chooses the engine.</param>
/// <param name="Text">The template's text.</param>
public sealed record TemplateSource(string Name, string Text);

/// <summary>Bounds of one rendering, so that a template that never ends, or never stops writing, is an error.</summary>
public sealed record RenderLimits
{
    /// <summary>The bounds that apply where none are given.</summary>
    public static RenderLimits Default { get; } = new();

    /// <summary>The longest output, in characters.</summary>
    /// <value>1,048,576: the API server takes no request much larger.</value>
    public int MaxOutputLength { get; init; } = 1024 * 1024;

    /// <summary>The most actions and loop turns that are executed.</summary>
    /// <value>1,000,000.</value>
    public int MaxSteps { get; init; } = 1_000_000;

    /// <summary>How deep templates may call templates.</summary>
    /// <value>200.</value>
    public int MaxDepth { get; init; } = 200;
}
