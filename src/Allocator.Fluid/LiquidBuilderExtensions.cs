using Allocator;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Liquid to the allocator.</summary>
public static class LiquidBuilderExtensions
{
    /// <summary>Adds Liquid (<see cref="LiquidTemplateEngine"/>): files that end in <c>.liquid</c>, and the engine option <c>liquid</c>.</summary>
    public static IAllocatorBuilder AddLiquid(this IAllocatorBuilder builder) => builder.AddTemplateEngine<LiquidTemplateEngine>();
}
