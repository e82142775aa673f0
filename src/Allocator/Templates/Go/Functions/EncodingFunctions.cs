using System.Security.Cryptography;

namespace Allocator.GoTemplates;

/// <summary>The functions between values and their encodings.</summary>
internal static class EncodingFunctions
{
    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Fixed("b64enc", 1, static (_, a) => Convert.ToBase64String(GoText.ToBytes(a.Text(0)))),
        TemplateFunction.Fixed("b64dec", 1, static (_, a) => DecodeBase64(a.Text(0))),
        TemplateFunction.Fixed("sha256sum", 1, static (_, a) => Convert.ToHexStringLower(SHA256.HashData(GoText.ToBytes(a.Text(0))))),
        TemplateFunction.Fixed("toJson", 1, static (run, a) => ToJson(run, a[0])),
        TemplateFunction.Fixed("fromJson", 1, static (_, a) => JsonReader.Read(a.Text(0))),
        TemplateFunction.Fixed("toYaml", 1, static (run, a) => ToYaml(run, a[0])),
        TemplateFunction.Fixed("fromYaml", 1, static (_, a) => YamlReader.Read(a.Text(0))),
    ];

    private static string DecodeBase64(string text)
    {
        try
        {
            return GoText.Decode(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw new RenderException("the text is not base64");
        }
    }

    private static string ToJson(Run run, object? value)
    {
        JsonWriter.Write(run.Scratch, value);
        return run.Scratch.Take();
    }

    private static string ToYaml(Run run, object? value)
    {
        YamlWriter.Write(run.Scratch, value);
        var yaml = run.Scratch.Take();
        return yaml.EndsWith('\n') ? yaml[..^1] : yaml;
    }
}
