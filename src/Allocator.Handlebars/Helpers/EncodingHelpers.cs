using System.Text;
using Allocator.GoTemplates;

namespace Allocator.HandlebarsTemplates;

/// <summary>The helpers that write a value so that it is one value of JSON or YAML, whatever it holds.</summary>
internal static class EncodingHelpers
{
    public static TemplateHelper[] All { get; } =
    [
        TemplateHelper.Fixed("json", 1, static (run, a) => Write(run, a[0], static (output, value) => JsonWriter.Write(output, value))),
        TemplateHelper.Fixed("quote", 1, static (_, a) => new EncodedText(GoJson.String(a.Text(0)))),
        TemplateHelper.Fixed("toYaml", 1, static (run, a) => Write(run, a[0], YamlWriter.Write)),
        TemplateHelper.Fixed("b64enc", 1, static (_, a) => Convert.ToBase64String(Encoding.UTF8.GetBytes(a.Text(0)))),
    ];

    private static EncodedText Write(HandlebarsRun run, object? value, Action<TextBuffer, object?> write)
    {
        using var buffer = new TextBuffer(run.MaxLength);
        write(buffer, value);
        return new EncodedText(buffer.Text.TrimEnd('\n').ToString());
    }
}
