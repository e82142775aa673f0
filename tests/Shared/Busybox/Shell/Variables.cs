using System.Globalization;

namespace Allocator.Testing;

/// <summary>Replaces variables in words.</summary>
/// <param name="host">The environment.</param>
/// <param name="arguments">The script's name and its arguments.</param>
internal sealed class Variables(IBusyboxHost host, string[] arguments)
{
    private const string MainProcess = "1";

    /// <summary>The last command's exit code.</summary>
    public int Status { get; set; }

    /// <summary>The fields that words become.</summary>
    public string[] Expand(IEnumerable<Word> words) => [.. words.SelectMany(Fields)];

    /// <summary>The one text that a word becomes, not split.</summary>
    public string ExpandToText(Word word) => string.Concat(word.Parts.Select(part => part.IsVariable ? Value(part.Text) : part.Text));

    private List<string> Fields(Word word)
    {
        var fields = new List<string>();
        // Whether the next part continues the last field.
        var isOpen = false;
        foreach (var part in word.Parts)
        {
            string[] pieces = part switch
            {
                { IsVariable: true, Text: "@" } => arguments[1..],
                { IsVariable: true, IsQuoted: false } => Value(part.Text).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries),
                { IsVariable: true } => [Value(part.Text)],
                _ => [part.Text],
            };
            if (pieces.Length == 0)
                continue;
            if (isOpen)
                fields[^1] += pieces[0];
            fields.AddRange(isOpen ? pieces.Skip(1) : pieces);
            isOpen = true;
        }

        return fields;
    }

    private string Value(string name) => name switch
    {
        "?" => Status.ToString(CultureInfo.InvariantCulture),
        "#" => (arguments.Length - 1).ToString(CultureInfo.InvariantCulture),
        "$" => MainProcess,
        "@" => string.Join(' ', arguments.Skip(1)),
        _ when int.TryParse(name, CultureInfo.InvariantCulture, out var index) => index < arguments.Length ? arguments[index] : "",
        _ => host.Environment.GetValueOrDefault(name, ""),
    };
}
