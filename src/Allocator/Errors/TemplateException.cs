using System.Globalization;

namespace Allocator;

/// <summary>A template cannot be parsed or rendered, or what it renders cannot be applied.</summary>
public sealed class TemplateException : AllocatorException
{
    /// <summary>Makes the exception; the message begins with file, line and column, as compilers write them.</summary>
    /// <param name="template">The template's name.</param>
    /// <param name="position">The place in the template; null if it is not about one.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public TemplateException(string template, TemplatePosition? position, string problem, Exception? innerException = null)
        : base(Format(template, position, problem), innerException)
    {
        Template = template;
        Position = position;
        Problem = problem;
    }

    /// <summary>The template's name.</summary>
    public string Template { get; }

    /// <summary>The place in the template; null if it is not about one or the place is not known.</summary>
    public TemplatePosition? Position { get; }

    /// <summary>The message without the place.</summary>
    public string Problem { get; }

    private static string Format(string template, TemplatePosition? position, string problem) => position is { } p
        ? string.Create(CultureInfo.InvariantCulture, $"{template}({p.Line},{p.Column}): {problem}")
        : $"{template}: {problem}";
}
