using System.Text.RegularExpressions;
using Allocator.GoTemplates;
using HandlebarsDotNet.Compiler;

namespace Allocator.HandlebarsTemplates;

/// <summary>
/// Says why a rendering failed. Handlebars.Net does not tell where: the place is that of the name in question if it stands only once in the template.
/// </summary>
internal static partial class RenderErrors
{
    public static TemplateException Of(Exception failure, SourceText source)
    {
        var causes = Causes(failure).ToList();
        if (causes.OfType<HelperException>().FirstOrDefault() is { } helper)
            return Error(source, helper.Helper, $"{helper.Helper}: {helper.Message}", failure);
        if (causes.OfType<RenderException>().FirstOrDefault() is { } limit)
            return Error(source, null, limit.Message, failure);
        if (causes.OfType<HandlebarsUndefinedBindingException>().FirstOrDefault() is { } unknown)
        {
            return Error(
                source, unknown.Path, $"there is no '{unknown.MissingKey}' for {{{{{unknown.Path}}}}}; for one that may be absent write (lookup X \"{unknown.MissingKey}\")", failure);
        }

        // What follows its first sentence is about programs that use Handlebars.Net.
        var problem = causes[^1].Message.Split(". If you", 2)[0].TrimEnd('.');
        return Error(source, QuotedName().Match(problem) is { Success: true } name ? name.Groups[1].Value : null, problem, failure);
    }

    private static TemplateException Error(SourceText source, string? word, string problem, Exception failure) =>
        new(source.Name, word is null ? null : SoleWord.PlaceIn(source, word), problem, failure);

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            yield return exception;
    }

    [GeneratedRegex(@"'#?([\w.-]+)'", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedName();
}
