using System.Globalization;

namespace Allocator;

/// <summary>An instance as tests use it: its endpoints, connection strings and credentials are there when the first test starts.</summary>
public sealed class TestInstance
{
    private readonly TestConnections _connections;

    internal TestInstance(InstanceHandle handle, TestConnections connections) => (Handle, _connections) = (handle, connections);

    /// <summary>The instance's name.</summary>
    public string Name => Handle.Name;

    /// <summary>What is known of the instance, as of when it became ready.</summary>
    public Instance Info => Handle.Instance;

    /// <summary>The handle, for all that is not here. The fixture disposes it.</summary>
    public InstanceHandle Handle { get; }

    /// <summary>The values of the instance's Secret; empty if it has none.</summary>
    /// <exception cref="AllocatorException">It could not be read; the message says why.</exception>
    public IReadOnlyDictionary<string, string> Secret => Living(_connections.Secret);

    /// <summary>The local endpoint of a port.</summary>
    /// <param name="port">The port's name or number, as the template declares it; null if there is only one.</param>
    /// <exception cref="AllocatorException">There is no such port; the message lists those there are. Or it could not be opened.</exception>
    /// <exception cref="InstanceLostException">The instance is gone though nobody here destroyed it.</exception>
    public InstanceEndpoint GetEndpoint(string? port = null)
    {
        var endpoints = Living(_connections.Endpoints);
        var byNumber = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var fitting = endpoints.Where(endpoint => port is null || endpoint.Name == port || (byNumber && endpoint.ContainerPort == number)).ToList();
        if (fitting.Count > 0 && fitting.TrueForAll(endpoint => endpoint.ContainerPort == fitting[0].ContainerPort))
            return fitting[0];
        var declared = endpoints.Count == 0
            ? "declares no ports. Declare one in a container of the template, or use Handle.ConnectAsync(number)"
            : $"has these ports: {string.Join(", ", endpoints.Select(endpoint => endpoint.Name is { } name ? $"{name} ({endpoint.ContainerPort})" : $"{endpoint.ContainerPort}"))}. Name one of them";
        throw new AllocatorException($"{(port is null ? "Which port is meant is not clear" : $"There is no port '{port}'")}: instance '{Name}' {declared}.");
    }

    /// <summary>A connection string that the template declares, with local endpoints and the Secret's values filled in.</summary>
    /// <param name="name">What follows the slash in the annotation <c>connection.allocator.dev/&lt;name&gt;</c>; null if there is only one.</param>
    /// <exception cref="AllocatorException">There is no such connection string; the message lists those there are. Or it could not be made.</exception>
    /// <exception cref="InstanceLostException">The instance is gone though nobody here destroyed it.</exception>
    public string GetConnectionString(string? name = null)
    {
        var strings = Living(_connections.Strings);
        if (name is null && strings.Count == 1)
            return strings.Values.First();
        if (name is not null && strings.TryGetValue(name, out var found))
            return found;
        var declared = strings.Count == 0
            ? $"the template of service '{Info.Service}' declares none. Add the annotation connection.allocator.dev/<name> to one of its objects"
            : $"the template of service '{Info.Service}' declares: {string.Join(", ", strings.Keys)}. Name one of them";
        throw new AllocatorException($"{(name is null ? "Which connection string is meant is not clear" : $"There is no connection string '{name}'")}: {declared}.");
    }

    /// <summary>Runs a command in the first container of a ready pod.</summary>
    /// <param name="command">The program and its arguments; there is no shell unless it is named.</param>
    public Task<ExecResult> ExecAsync(params string[] command) => Handle.ExecAsync(command);

    /// <summary>Runs a command in the first container of a ready pod.</summary>
    /// <param name="command">The program and its arguments; there is no shell unless it is named.</param>
    /// <param name="cancellationToken">Ends the wait; the command itself goes on.</param>
    public Task<ExecResult> ExecAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) => Handle.ExecAsync(command, null, cancellationToken);

    /// <summary>Reads what the instance's containers wrote.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task<string> ReadLogsAsync(CancellationToken cancellationToken = default) => Handle.ReadLogsAsync(null, cancellationToken);

    internal ValueTask DisconnectAsync() => _connections.DisposeAsync();

    private T Living<T>(Kept<T> value)
    {
        Handle.ThrowIfLost();
        return value.Value;
    }
}
