namespace Allocator.HandlebarsTemplates;

/// <summary>All helpers, besides Handlebars' own (<c>if</c>, <c>unless</c>, <c>each</c>, <c>with</c>, <c>lookup</c>).</summary>
internal static class HelperTable
{
    public static TemplateHelper[] All { get; } =
    [
        .. EncodingHelpers.All,
        .. LayoutHelpers.All,
        .. ComparisonHelpers.All,
        .. RandomHelpers.All,
    ];
}
