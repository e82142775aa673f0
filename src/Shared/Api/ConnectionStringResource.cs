using System.ComponentModel;

namespace Allocator.Api;

/// <summary>A connection string that a service declares.</summary>
internal sealed record ConnectionStringResource
{
    public required string Name { get; init; }

    [Description("With the placeholders {host:PORT}, {port:PORT} and {secret:KEY}.")]
    public required string Template { get; init; }

    [Description("The ports, by name or number, whose placeholders the template has.")]
    public required IReadOnlyList<string> Ports { get; init; }

    [Description("The values of the Secret's keys whose placeholders the template has.")]
    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    [Description("The template with the address within the cluster filled in; null while the instance has no pod that is ready.")]
    public string? ClusterValue { get; init; }
}
