using System.CommandLine;

namespace Allocator.Tool;

/// <summary>The option that says how a command writes its result.</summary>
internal static class OutputOption
{
    public const string Table = "table";
    public const string Json = "json";
    public const string Yaml = "yaml";
    public const string Name = "name";

    public static Option<string?> Make() => Make("How the result is written. By default a table on a terminal, and plain lines in a pipe.", Table, Json, Yaml, Name);

    /// <summary>For results that have no names.</summary>
    public static Option<string?> MakeForData() => Make("Writes the result as a program reads it.", Json, Yaml);

    private static Option<string?> Make(string description, params string[] forms)
    {
        var option = new Option<string?>("--output", "-o") { Description = description, HelpName = string.Join('|', forms) };
        option.AcceptOnlyFromAmong(forms);
        return option;
    }
}
