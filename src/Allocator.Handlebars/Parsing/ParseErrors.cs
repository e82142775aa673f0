using System.Globalization;
using System.Text.RegularExpressions;
using Allocator.GoTemplates;
using HandlebarsDotNet;

namespace Allocator.HandlebarsTemplates;

/// <summary>Says what is wrong with a template that does not compile, and where.</summary>
internal static partial class ParseErrors
{
    public static TemplateException Of(Exception failure, SourceText source)
    {
        var message = failure.Message;
        var place = Place().Match(message);
        if (place.Success)
            message = message[..place.Index];
        else if (failure is not HandlebarsException)
            message = $"Handlebars.Net cannot compile it ({message.TrimEnd('.')})";
        var position = place.Success ? new TemplatePosition(Number(place.Groups[1]) + 1, Math.Max(Number(place.Groups[2]), 1)) : FailingTag(source);
        return new TemplateException(source.Name, position, message.TrimEnd('.'), failure);
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>The place of the first tag that does not compile alone either; null if the reason is not one tag.</summary>
    private static TemplatePosition? FailingTag(SourceText source)
    {
        foreach (var tag in TagReader.Read(source))
        {
            var text = source.Text[tag.Offset..tag.End];
            var alone = tag.Kind switch
            {
                TagKind.Open => $"{text}{{{{/{tag.Name}}}}}",
                TagKind.ElseIf => $"{{{{#if true}}}}{text}{{{{/if}}}}",
                TagKind.Close => "",
                _ => text,
            };
            if (!Compiles(alone))
                return source.PositionOf(tag.Offset);
        }

        return null;
    }

    private static bool Compiles(string text)
    {
        try
        {
            HandlebarsEnvironment.Create(1).Compile(text);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    // Its lines are counted from 0.
    [GeneratedRegex(@"\s*Occured at:\s*(\d+):(\d+)\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
