using System.Globalization;
using Allocator.Api;
using Microsoft.Extensions.Logging;

namespace Allocator.Client;

/// <summary>Opens endpoints for the ports of an instance: local listeners, each of whose connections is a tunnel.</summary>
internal sealed class ServerPorts(ServerSession session, string instance)
{
    public async Task<IReadOnlyList<InstancePort>> GetAllAsync(CancellationToken cancellationToken) =>
        (await session.GetAsync<Page<InstancePort>>(ApiPath.Of(instance, "ports"), cancellationToken).ConfigureAwait(false)).Items;

    public async Task<InstanceEndpoint> ConnectAsync(PortQuery query, CancellationToken cancellationToken) =>
        Listen(Find(query, await GetAllAsync(cancellationToken).ConfigureAwait(false)));

    public async Task<IReadOnlyList<InstanceEndpoint>> ConnectAllAsync(CancellationToken cancellationToken) =>
        [.. (await GetAllAsync(cancellationToken).ConfigureAwait(false)).Select(Listen)];

    public async Task<Stream> OpenAsync(PortQuery query, CancellationToken cancellationToken)
    {
        if (query is { Number: null, Name: null })
            return await OpenAsync(Find(query, await GetAllAsync(cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        return await Tunnels.OpenAsync(session, instance, query.Name ?? Text(query.Number!.Value), cancellationToken).ConfigureAwait(false);
    }

    private Task<Stream> OpenAsync(InstancePort port, CancellationToken cancellationToken) =>
        Tunnels.OpenAsync(session, instance, port.Name ?? Text(port.Number), cancellationToken);

    private InstanceEndpoint Listen(InstancePort port)
    {
        var listener = PortForwardListener.Start(token => OpenAsync(port, token), null, session.Loggers.CreateLogger<PortForwardListener>());
        return new InstanceEndpoint(port, listener.LocalEndPoint.Address.ToString(), listener.LocalEndPoint.Port, listener);
    }

    private InstancePort Find(PortQuery query, IReadOnlyList<InstancePort> ports)
    {
        if (query.Number is { } number)
            return ports.FirstOrDefault(port => port.Number == number) ?? new InstancePort { Number = number, ClusterHost = "", ClusterPort = number };
        var declared = ports.Count == 0 ? "no ports" : string.Join(", ", ports.Select(port => port.Name ?? Text(port.Number)));
        if (query.Name is not null)
        {
            return ports.FirstOrDefault(port => port.Name == query.Name) ?? throw new AllocatorException(
                $"Instance '{instance}' has no port named {query}; it declares {declared}. Use one of these, or ConnectAsync(number) for a port that is not declared.");
        }

        return ports.Select(port => port.Number).Distinct().Count() == 1 ? ports[0] : throw new AllocatorException(
            $"Instance '{instance}' has not one port but declares {declared}. Say which one by ConnectAsync(number) or ConnectAsync(name).");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
