using System.Globalization;

namespace Allocator;

/// <summary>Fills in the connection strings of one instance; the endpoints that they need stay open as long as its handle.</summary>
internal sealed class InstanceConnectionStrings(AllocatorSession session, InstanceRecord record, InstancePorts ports) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly Dictionary<string, InstanceEndpoint> _endpoints = new(StringComparer.Ordinal);

    public async Task<string> GetAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!record.ConnectionStrings.TryGetValue(name, out var template))
        {
            var declared = record.ConnectionStrings.Count == 0 ? "none" : string.Join(", ", record.ConnectionStrings.Keys);
            throw new AllocatorException(
                $"Service '{record.Instance.Service}' declares no connection string '{name}' (it declares: {declared}). " +
                $"Add the annotation '{Annotations.ConnectionPrefix}{name}' to an object of its template, or an entry to {nameof(ServiceOptions)}.{nameof(ServiceOptions.ConnectionStrings)}.");
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var port in ConnectionString.PortsOf(template).Except(_endpoints.Keys).ToList())
            {
                var query = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new PortQuery(number) : new PortQuery(port);
                _endpoints[port] = await ports.ConnectAsync(query, cancellationToken).ConfigureAwait(false);
            }

            IReadOnlyDictionary<string, string> secret = ConnectionString.NeedsSecret(template)
                ? await InstanceSecret.ReadAsync(session, record, cancellationToken).ConfigureAwait(false)
                : new Dictionary<string, string>();
            return ConnectionString.Fill(name, template, _endpoints, secret);
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var endpoint in _endpoints.Values)
            await endpoint.DisposeAsync().ConfigureAwait(false);
        _opening.Dispose();
    }
}
