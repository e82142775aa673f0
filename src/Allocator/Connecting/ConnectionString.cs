using System.Globalization;
using System.Text.RegularExpressions;

namespace Allocator;

/// <summary>
/// A connection string that a template declares, by the annotation <c>connection.allocator.dev/&lt;name&gt;</c>. Placeholders: <c>{host:PORT}</c>,
/// <c>{port:PORT}</c> with a port's name or number, and <c>{secret:KEY}</c> with a key of the instance's Secret.
/// </summary>
internal static partial class ConnectionString
{
    /// <summary>The ports whose endpoints the connection string needs.</summary>
    public static IEnumerable<string> PortsOf(string template) =>
        Placeholder().Matches(template).Where(match => match.Groups["what"].Value != "secret").Select(match => match.Groups["key"].Value).Distinct();

    public static bool NeedsSecret(string template) => Placeholder().Matches(template).Any(match => match.Groups["what"].Value == "secret");

    /// <summary>The template with everything filled in; without the Secret its placeholders stay.</summary>
    public static string Fill(string name, string template, IReadOnlyDictionary<string, InstanceEndpoint> endpoints, IReadOnlyDictionary<string, string>? secret) =>
        Placeholder().Replace(template, match =>
        {
            var key = match.Groups["key"].Value;
            return match.Groups["what"].Value switch
            {
                "host" => endpoints[key].Host,
                "port" => endpoints[key].Port.ToString(CultureInfo.InvariantCulture),
                _ => secret is null ? match.Value : secret.TryGetValue(key, out var value)
                    ? value
                    : throw new AllocatorException($"The connection string '{name}' needs the key '{key}', which the instance's Secret does not have."),
            };
        });

    [GeneratedRegex(@"\{(?<what>host|port|secret):(?<key>[-._a-zA-Z0-9]+)\}")]
    private static partial Regex Placeholder();
}
