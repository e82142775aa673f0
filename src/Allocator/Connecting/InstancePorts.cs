using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Opens endpoints for the ports of an instance.</summary>
internal sealed class InstancePorts(AllocatorSession session, InstanceRecord record, InstancePods pods)
{
    private IReadOnlyList<JsonObject>? _services;
    private bool _mayForward;

    public async Task<InstanceEndpoint> ConnectAsync(PortQuery query, CancellationToken cancellationToken)
    {
        var (target, port) = await FindAsync(query, cancellationToken).ConfigureAwait(false);
        if (session.Client.Connection.IsInCluster)
            return new InstanceEndpoint(port, port.ClusterHost, port.ClusterPort, null);

        await CheckRightAsync(cancellationToken).ConfigureAwait(false);

        // Each connection goes to a pod that is ready then: one that was replaced is followed.
        var listener = PortForwardListener.Start(
            session.Client, token => ForwardTargetAsync(target, query, token), null, session.Loggers.CreateLogger<PortForwardListener>());
        return new InstanceEndpoint(port, listener.LocalEndPoint.Address.ToString(), listener.LocalEndPoint.Port, listener);
    }

    public async Task<Stream> OpenAsync(PortQuery query, CancellationToken cancellationToken)
    {
        var (target, port) = await FindAsync(query, cancellationToken).ConfigureAwait(false);
        if (session.Client.Connection.IsInCluster)
            return await DirectConnection.OpenAsync(port.ClusterHost, port.ClusterPort, cancellationToken).ConfigureAwait(false);
        var pod = await ForwardTargetAsync(target, query, cancellationToken).ConfigureAwait(false);
        return await session.Client.PortForwardAsync(pod.Namespace, pod.Pod, pod.Port, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<InstanceEndpoint>> ConnectAllAsync(CancellationToken cancellationToken)
    {
        var endpoints = new List<InstanceEndpoint>();
        try
        {
            foreach (var query in await QueriesAsync(cancellationToken).ConfigureAwait(false))
                endpoints.Add(await ConnectAsync(query, cancellationToken).ConfigureAwait(false));
            return endpoints;
        }
        catch
        {
            foreach (var endpoint in endpoints)
                await endpoint.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<IReadOnlyList<InstancePort>> GetAllAsync(CancellationToken cancellationToken)
    {
        var ports = new List<InstancePort>();
        foreach (var query in await QueriesAsync(cancellationToken).ConfigureAwait(false))
            ports.Add((await FindAsync(query, cancellationToken).ConfigureAwait(false)).Port);
        return ports;
    }

    /// <summary>Each port that the pods declare, and each named port of the Services.</summary>
    private async Task<IReadOnlyList<PortQuery>> QueriesAsync(CancellationToken cancellationToken)
    {
        var declared = (await pods.AllAsync(cancellationToken).ConfigureAwait(false)).SelectMany(DeclaredPort.Of).ToList();
        if (declared.Count == 0)
            return [];
        var services = _services ??= await ReadServicesAsync(cancellationToken).ConfigureAwait(false);
        var names = declared.Select(port => port.Name).Concat(services.SelectMany(service => service.Items("spec", "ports")).Select(port => port.Text("name")));
        return
        [
            .. names.OfType<string>().Distinct().Select(name => new PortQuery(name)),
            .. declared.Where(port => port.Name is null).Select(port => port.Number).Distinct().Select(number => new PortQuery(number)),
        ];
    }

    private async Task<(PortTarget Target, InstancePort Port)> FindAsync(PortQuery query, CancellationToken cancellationToken)
    {
        await pods.ReadyAsync(cancellationToken).ConfigureAwait(false);
        var services = _services ??= await ReadServicesAsync(cancellationToken).ConfigureAwait(false);
        var target = PortTarget.Of(query, record.Name, await pods.AllAsync(cancellationToken).ConfigureAwait(false), services);
        var pod = await ReadyPodAsync(target, query, cancellationToken).ConfigureAwait(false);
        var number = target.NumberIn(pod)!.Value;
        var (host, port) = ServiceAddress.Find(services, pod, number);
        return (target, new InstancePort { Name = query.Name ?? target.Name, Number = number, ClusterHost = host, ClusterPort = port });
    }

    private async Task<PortForwardTarget> ForwardTargetAsync(PortTarget target, PortQuery query, CancellationToken cancellationToken)
    {
        var pod = await ReadyPodAsync(target, query, cancellationToken).ConfigureAwait(false);
        return new PortForwardTarget(session.Namespace, pod.Name(), target.NumberIn(pod)!.Value, pod.Uid());
    }

    /// <summary>What a listener's connections are refused for, nobody would be told. One of the two rights is enough: for a WebSocket, or for SPDY.</summary>
    private async Task CheckRightAsync(CancellationToken cancellationToken)
    {
        if (_mayForward)
            return;
        if (!await CanForwardAsync("get", cancellationToken).ConfigureAwait(false) && !await CanForwardAsync("create", cancellationToken).ConfigureAwait(false))
            throw new AccessDeniedException("get", "pods/portforward", session.Namespace, "The caller", null);
        _mayForward = true;
    }

    private Task<bool> CanForwardAsync(string verb, CancellationToken cancellationToken) =>
        session.Client.CanAsync(verb, ResourceKind.Pod, "portforward", session.Namespace, null, cancellationToken);

    private Task<JsonObject> ReadyPodAsync(PortTarget target, PortQuery query, CancellationToken cancellationToken) =>
        pods.ReadyAsync(pod => target.NumberIn(pod) is not null, $"pod with port {query}", cancellationToken);

    private async Task<IReadOnlyList<JsonObject>> ReadServicesAsync(CancellationToken cancellationToken)
    {
        if (!record.Kinds.Contains("v1/Service"))
            return [];
        var selector = new ResourceSelector { Labels = $"{Labels.Instance}={record.Name}" };
        return await session.Client.ListAsync(ResourceKind.Service, session.Namespace, selector, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
