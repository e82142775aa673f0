using System.Globalization;
using System.Text.RegularExpressions;
using Allocator.GoTemplates;

namespace Allocator.LiquidTemplates;

/// <summary>
/// Reads from what Fluid reports what is wrong, and where. Of a rendering it does not tell the place: it is that of the name in question if it stands only once
/// in the template.
/// </summary>
internal static partial class LiquidErrors
{
    public static TemplateException OfParsing(string error, SourceText source)
    {
        var place = Place().Match(error);
        return place.Success
            ? new TemplateException(source.Name, new TemplatePosition(Number(place.Groups[1]), Number(place.Groups[2])), error[..place.Index].TrimEnd('.'))
            : new TemplateException(source.Name, null, error.TrimEnd('.'));
    }

    public static TemplateException OfRendering(Exception failure, SourceText source)
    {
        var cause = failure is AggregateException { InnerException: { } inner } ? inner : failure;
        var position = cause is UnknownNameException unknown ? SoleWord.PlaceIn(source, unknown.Name) : null;
        return new TemplateException(source.Name, position, cause.Message.TrimEnd('.'), failure);
    }

    private static int Number(Group digits) => Math.Max(int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture), 1);

    [GeneratedRegex(@"\s+at \((\d+):(\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
