using System.Collections.Frozen;

namespace Allocator.GoTemplates;

/// <summary>All functions: those of Go's <c>text/template</c> and those that Helm and sprig add.</summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, TemplateFunction> Functions = ((IEnumerable<TemplateFunction>)[
        .. ComparisonFunctions.All,
        .. PrintFunctions.All,
        .. IndexFunctions.All,
        .. TextFunctions.All,
        .. LayoutFunctions.All,
        .. DefaultFunctions.All,
        .. ListFunctions.All,
        .. DictionaryFunctions.All,
        .. NumberFunctions.All,
        .. EncodingFunctions.All,
        .. RandomFunctions.All,
    ]).ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    public static TemplateFunction? Find(string name) => Functions.GetValueOrDefault(name);
}
