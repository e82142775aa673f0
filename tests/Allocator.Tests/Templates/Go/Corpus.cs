using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Allocator.Tests.Templates.Go;

/// <summary>Templates and data with what Go's own text/template makes of them; see eng/gotemplates.</summary>
internal static class Corpus
{
    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "Templates", "Go", "corpus");
    private static readonly Dictionary<string, JsonElement> DataSets =
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllText(Path.Combine(Directory, "data.json")))!;

    public static IReadOnlyDictionary<string, CorpusCase> Cases { get; } = System.IO.Directory
        .EnumerateFiles(Directory, "*.jsonl", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .SelectMany(File.ReadLines)
        .Select(line => JsonSerializer.Deserialize<CorpusCase>(line, JsonSerializerOptions.Web)!)
        .ToDictionary(c => c.Id, StringComparer.Ordinal);

    /// <summary>The data of a case: an object, or the name of one that cases share.</summary>
    public static TemplateData DataOf(CorpusCase c)
    {
        var element = c.Data.ValueKind == JsonValueKind.String ? DataSets[c.Data.GetString()!] : c.Data;
        return new TemplateData((IReadOnlyDictionary<string, object?>)ToValue(element)!, seed: "corpus");
    }

    /// <summary>A number without point and exponent that fits is an integer, as the recorder has it.</summary>
    private static object? ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(p => p.Name, p => ToValue(p.Value), StringComparer.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().Select(ToValue).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number when !element.GetRawText().AsSpan().ContainsAny(".eE") && element.TryGetInt64(out var integer) => integer,
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.Null => null,
        _ => element.GetBoolean(),
    };
}

/// <summary>One case.</summary>
/// <param name="Id">Its name: topic and number.</param>
/// <param name="Template">The template.</param>
/// <param name="Data">The data.</param>
/// <param name="Output">What Go renders, if it does.</param>
/// <param name="Fails">Whether Go fails at <c>parse</c> or at <c>exec</c>.</param>
/// <param name="Error">Go's error.</param>
public sealed partial record CorpusCase(string Id, string Template, JsonElement Data, string? Output, string? Fails, string? Error)
{
    /// <summary>The line that Go's error names.</summary>
    public int ErrorLine => int.Parse(ErrorPlace().Match(Error!).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^template: t:(\d+):")]
    private static partial Regex ErrorPlace();
}
