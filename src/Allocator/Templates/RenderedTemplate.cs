namespace Allocator;

/// <summary>A template's output.</summary>
public sealed class RenderedTemplate
{
    private readonly Func<int, TemplatePosition?>? _positionOf;

    /// <summary>Makes the output of a template.</summary>
    /// <param name="templateName">The template's name, for messages.</param>
    /// <param name="text">The output.</param>
    /// <param name="positionOf">Says where in the template the output's character at an offset comes from; null if the engine does not know.</param>
    public RenderedTemplate(string templateName, string text, Func<int, TemplatePosition?>? positionOf = null)
    {
        TemplateName = templateName;
        Text = text;
        _positionOf = positionOf;
    }

    /// <summary>The template's name, for messages.</summary>
    public string TemplateName { get; }

    /// <summary>The output.</summary>
    public string Text { get; }

    /// <summary>Where in the template the output's character at <paramref name="offset"/> comes from; null if that is not known.</summary>
    public TemplatePosition? PositionOf(int offset) => _positionOf?.Invoke(offset);
}

/// <summary>A place in a template.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public readonly record struct TemplatePosition(int Line, int Column);
