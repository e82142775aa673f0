using System.ComponentModel;
using Allocator.Api;

namespace Allocator.Server;

/// <summary>The connection strings of an instance: the caller fills in its own endpoints, the server those within the cluster.</summary>
internal static class DeclaredConnectionStrings
{
    public static async Task<Page<ConnectionStringResource>> ListAsync(
        string name,
        IInstanceDirectory instances,
        AllocatorSession session,
        CallerLookup callers,
        [Description("Whether the values of secrets are told and filled in. Otherwise their placeholders stay. Default: true.")] bool? secrets,
        CancellationToken cancellationToken)
    {
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        if (handle.ConnectionStringNames.Count == 0)
            return new Page<ConnectionStringResource> { Items = [] };
        var caller = await callers.GetAsync(cancellationToken).ConfigureAwait(false);
        var record = await ClusterErrors.ExplainAsync(
            session, () => InstanceReader.GetAsync(session, null, caller, name, cancellationToken), cancellationToken).ConfigureAwait(false);
        var secret = secrets == false ? null : await handle.GetSecretAsync(cancellationToken).ConfigureAwait(false);
        var ports = IsServing(record.Instance) ? await handle.GetPortsAsync(cancellationToken).ConfigureAwait(false) : [];
        return new Page<ConnectionStringResource>
        {
            Items =
            [
                .. from declared in record.ConnectionStrings
                   orderby declared.Key
                   select Resource(declared.Key, declared.Value, secret, ports),
            ],
        };
    }

    // Of another one no pod would become ready, and that is waited for.
    private static bool IsServing(Instance instance) => instance.State is InstanceState.Ready;

    private static ConnectionStringResource Resource(
        string name, string template, IReadOnlyDictionary<string, string>? secret, IReadOnlyList<InstancePort> ports)
    {
        var needed = ConnectionString.PortsOf(template).ToList();
        var used = secret?.Where(value => template.Contains($"{{secret:{value.Key}}}", StringComparison.Ordinal)).ToDictionary();
        return new ConnectionStringResource
        {
            Name = name,
            Template = template,
            Ports = needed,
            Secrets = used ?? [],
            ClusterValue = InCluster(name, template, needed, used, ports),
        };
    }

    private static string? InCluster(
        string name, string template, IReadOnlyList<string> needed, IReadOnlyDictionary<string, string>? secret, IReadOnlyList<InstancePort> ports)
    {
        var endpoints = new Dictionary<string, InstanceEndpoint>(StringComparer.Ordinal);
        foreach (var key in needed)
        {
            if (ports.FirstOrDefault(port => port.Name == key || $"{port.Number}" == key) is not { } port)
                return null;
            endpoints[key] = new InstanceEndpoint(port, port.ClusterHost, port.ClusterPort, null);
        }

        return ConnectionString.Fill(name, template, endpoints, secret);
    }
}
