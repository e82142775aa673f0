using System.Globalization;
using Allocator.GoTemplates;
using Fluid;
using Fluid.Values;

namespace Allocator.LiquidTemplates;

/// <summary>Fluid as templates of manifests want it, for one rendering.</summary>
internal static class LiquidOptions
{
    public static TemplateOptions Create(RenderLimits limits, RandomSource random)
    {
        var options = new TemplateOptions
        {
            MaxSteps = limits.MaxSteps,
            MaxRecursion = limits.MaxDepth,
            CultureInfo = CultureInfo.InvariantCulture,
            TimeZone = TimeZoneInfo.Utc,
            // Two renderings with one seed are the same.
            Now = static () => throw new RenderException("a template cannot ask what time it is"),
            StrictFilters = true,
            Assigned = (_, value, _) => Limited(value),
            Captured = (_, value, _) => Limited(value),
        };
        LiquidFilters.AddTo(options.Filters, limits.MaxOutputLength, random);
        return options;

        ValueTask<FluidValue> Limited(FluidValue value)
        {
            if (value.Type == FluidValues.String)
                LiquidFilters.CheckLength(value.ToStringValue().Length, limits.MaxOutputLength);
            return new ValueTask<FluidValue>(value);
        }
    }
}
