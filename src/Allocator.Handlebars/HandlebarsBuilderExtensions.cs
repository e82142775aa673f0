using Allocator;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Handlebars to the allocator.</summary>
public static class HandlebarsBuilderExtensions
{
    /// <summary>Adds Handlebars (<see cref="HandlebarsTemplateEngine"/>): files that end in <c>.hbs</c> or <c>.handlebars</c>, and the engine option <c>handlebars</c>.</summary>
    public static IAllocatorBuilder AddHandlebars(this IAllocatorBuilder builder) => builder.AddTemplateEngine<HandlebarsTemplateEngine>();
}
