using System.CommandLine;

namespace Allocator.Tool;

/// <summary>An option that all commands have.</summary>
internal static class ConnectionOption
{
    public static Option<string?> Make(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value, Recursive = true };
}
