using System.Globalization;
using HandlebarsDotNet;

namespace Allocator.HandlebarsTemplates;

/// <summary>Handlebars.Net as templates of manifests want it.</summary>
internal static class HandlebarsEnvironment
{
    public static IHandlebars Create(int maxDepth)
    {
        var configuration = new HandlebarsConfiguration
        {
            TextEncoder = new JsonTextEncoder(),
            FormatProvider = CultureInfo.InvariantCulture,
            ThrowOnUnresolvedBindingExpression = true,
            PartialTemplateResolver = new NoPartialTemplates(),
            PartialRecursionDepthLimit = (short)Math.Min(maxDepth, short.MaxValue),
        };
        configuration.FormatterProviders.Add(new ValueFormatter());
        configuration.CompileTimeConfiguration.ExpressionMiddleware.Add(new CountedBlocks());

        var handlebars = Handlebars.Create(configuration);
        foreach (var helper in HelperTable.All)
            handlebars.RegisterHelper(helper.Name, (_, arguments) => helper.Invoke(arguments)!);
        return handlebars;
    }

    /// <summary>Partials are those that the template defines, none of the file system.</summary>
    private sealed class NoPartialTemplates : IPartialTemplateResolver
    {
        public bool TryRegisterPartial(IHandlebars env, string? partialName, string? templatePath) => false;
    }
}
