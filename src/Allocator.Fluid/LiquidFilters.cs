using System.Text;
using Allocator.GoTemplates;
using Fluid;
using Fluid.Values;

namespace Allocator.LiquidTemplates;

/// <summary>The filters that manifests need, besides Liquid's own.</summary>
internal static class LiquidFilters
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static void AddTo(FilterCollection filters, int maxLength, RandomSource random)
    {
        Add("json", (input, _) => Write(input, static (output, value) => JsonWriter.Write(output, value)));
        Add("quote", static (input, _) => GoJson.String(LiquidValue.ToText(input)));
        Add("to_yaml", (input, _) => Write(input, YamlWriter.Write));
        Add("b64enc", static (input, _) => Convert.ToBase64String(Encoding.UTF8.GetBytes(LiquidValue.ToText(input))));
        Add("indent", (input, arguments) => Indent(Count(arguments.At(0)), LiquidValue.ToText(input)));
        Add("nindent", (input, arguments) => "\n" + Indent(Count(arguments.At(0)), LiquidValue.ToText(input)));
        Add("rand_alpha_num", (input, _) => random.Next(Count(input), Letters + Digits));
        Add("rand_alpha", (input, _) => random.Next(Count(input), Letters));
        Add("rand_numeric", (input, _) => random.Next(Count(input), Digits));
        filters.AddFilter("get", static (input, arguments, _) => new ValueTask<FluidValue>(Get(input, arguments.At(0))));

        void Add(string name, Func<FluidValue, FilterArguments, string> filter) =>
            filters.AddFilter(name, (input, arguments, _) => new ValueTask<FluidValue>(new StringValue(Limited(filter(input, arguments)))));

        string Limited(string text)
        {
            CheckLength(text.Length, maxLength);
            return text;
        }

        string Write(FluidValue value, Action<TextBuffer, object?> write)
        {
            using var buffer = new TextBuffer(maxLength);
            write(buffer, LiquidValue.ToData(value));
            return buffer.Text.TrimEnd('\n').ToString();
        }

        int Count(FluidValue value)
        {
            if (LiquidValue.ToData(value) is not (long and >= 0 and var count))
                throw new RenderException("a number of characters is needed");
            CheckLength(count, maxLength);
            return (int)count;
        }

        string Indent(int count, string text)
        {
            CheckLength(text.Length + (count * (1L + text.AsSpan().Count('\n'))), maxLength);
            var padding = new string(' ', count);
            return padding + text.Replace("\n", "\n" + padding, StringComparison.Ordinal);
        }
    }

    /// <summary>Refuses a text that is too long.</summary>
    public static void CheckLength(long length, int limit)
    {
        if (length > limit)
            throw new RenderException($"the text gets longer than the limit of {limit} characters");
    }

    private static FluidValue Get(FluidValue input, FluidValue name)
    {
        if (LiquidValue.ToData(input) is not IReadOnlyDictionary<string, object?> map)
            throw new RenderException("get: names with values are needed, as in Parameters | get: \"x\"");
        return LiquidValue.FromData(map.GetValueOrDefault(LiquidValue.ToText(name)));
    }
}
