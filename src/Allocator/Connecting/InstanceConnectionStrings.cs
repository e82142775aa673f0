using System.Globalization;

namespace Allocator;

/// <summary>Fills in the connection strings of one instance; the endpoints that they need stay open as long as its handle.</summary>
/// <param name="service">The service's name.</param>
/// <param name="templates">What the service declares.</param>
/// <param name="connect">Opens an endpoint.</param>
/// <param name="readSecret">Reads the values of the instance's Secret.</param>
internal sealed class InstanceConnectionStrings(
    string service,
    IReadOnlyDictionary<string, string> templates,
    Func<PortQuery, CancellationToken, Task<InstanceEndpoint>> connect,
    Func<CancellationToken, Task<IReadOnlyDictionary<string, string>>> readSecret) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly Dictionary<string, InstanceEndpoint> _endpoints = new(StringComparer.Ordinal);

    public async Task<string> GetAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!templates.TryGetValue(name, out var template))
        {
            var declared = templates.Count == 0 ? "none" : string.Join(", ", templates.Keys);
            throw new AllocatorException(
                $"Service '{service}' declares no connection string '{name}' (it declares: {declared}). " +
                $"Add the annotation '{Annotations.ConnectionPrefix}{name}' to an object of its template, or an entry to {nameof(ServiceOptions)}.{nameof(ServiceOptions.ConnectionStrings)}.");
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var port in ConnectionString.PortsOf(template).Except(_endpoints.Keys).ToList())
            {
                var query = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new PortQuery(number) : new PortQuery(port);
                _endpoints[port] = await connect(query, cancellationToken).ConfigureAwait(false);
            }

            IReadOnlyDictionary<string, string> secret = ConnectionString.NeedsSecret(template)
                ? await readSecret(cancellationToken).ConfigureAwait(false)
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
