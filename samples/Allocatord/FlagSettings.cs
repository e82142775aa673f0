using Allocator;

namespace Allocatord;

/// <summary>Makes settings of flags. The command line wins over the environment; both win over what a file of settings says.</summary>
internal static class FlagSettings
{
    /// <exception cref="AllocatorException">A flag is unknown or has no value; the message says which there are.</exception>
    public static Dictionary<string, string?> Read(IEnumerable<string> arguments, Func<string, string?> variable)
    {
        var given = new Dictionary<Flag, string>();
        foreach (var flag in Flags.All)
        {
            if (variable(flag.Variable) is { Length: > 0 } value)
                given[flag] = value;
        }

        foreach (var (flag, value) in Parse(arguments))
            given[flag] = value;
        return Settings(given);
    }

    private static IEnumerable<(Flag Flag, string Value)> Parse(IEnumerable<string> arguments)
    {
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            if (!argument.StartsWith("--", StringComparison.Ordinal))
                throw new AllocatorException($"'{argument}' is no flag. There are:\n{Flags.Help}");
            var (name, value) = argument[2..].Split('=', 2) is [var before, var after] ? (before, after) : (argument[2..], null);
            var flag = Flags.All.FirstOrDefault(known => known.Name == name) ?? throw new AllocatorException($"There is no flag --{name}. There are:\n{Flags.Help}");
            if (value is null && !rest.TryDequeue(out value))
                throw new AllocatorException($"--{name} needs a value: --{name}={flag.Value}.");
            yield return (flag, value);
        }
    }

    private static Dictionary<string, string?> Settings(Dictionary<Flag, string> given)
    {
        var service = Of(Flags.ServerName) ?? Of(Flags.Name);
        var settings = new Dictionary<string, string?>();
        foreach (var (flag, value) in given.Where(one => one.Key.Name != Flags.ServerName))
        {
            if (NeedsService(flag) && service is null)
                throw new AllocatorException($"--{flag.Name} says something of a service, but none is named: add --{Flags.ServerName}=SERVICE.");
            var key = flag.Setting(service ?? "");
            if (flag.IsList)
            {
                foreach (var (index, item) in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Index())
                    settings[$"{key}:{index}"] = item;
            }
            else
            {
                settings[key] = flag.IsPath ? Path.GetFullPath(value) : value;
            }

            if (SwitchOf(flag) is { } on)
                settings[on] = "true";
        }

        return settings;

        string? Of(string name) => given.FirstOrDefault(one => one.Key.Name == name).Value;
    }

    private static bool NeedsService(Flag flag) => flag.Setting("?").Contains('?', StringComparison.Ordinal);

    private static string? SwitchOf(Flag flag) => flag.Name switch
    {
        "kubernetes-audiences" => "Allocator:Server:Kubernetes:Enabled",
        "development" => "Allocator:Server:Development:Enabled",
        _ => null,
    };
}
