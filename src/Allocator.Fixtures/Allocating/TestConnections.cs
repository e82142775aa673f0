namespace Allocator;

/// <summary>What tests reach an instance by, made at set-up. A failure is none of the set-up: tests may do without.</summary>
internal sealed class TestConnections : IAsyncDisposable
{
    public required Kept<IReadOnlyList<InstanceEndpoint>> Endpoints { get; init; }

    public required Kept<IReadOnlyDictionary<string, string>> Strings { get; init; }

    public required Kept<IReadOnlyDictionary<string, string>> Secret { get; init; }

    public static async Task<TestConnections> OpenAsync(InstanceHandle handle, CancellationToken cancellationToken)
    {
        var endpoints = Kept<IReadOnlyList<InstanceEndpoint>>.OfAsync(() => handle.ConnectAllAsync(cancellationToken));
        var secret = Kept<IReadOnlyDictionary<string, string>>.OfAsync(() => handle.GetSecretAsync(cancellationToken));
        var strings = Kept<IReadOnlyDictionary<string, string>>.OfAsync(() => StringsOfAsync(handle, cancellationToken));
        return new TestConnections
        {
            Endpoints = await endpoints.ConfigureAwait(false),
            Secret = await secret.ConfigureAwait(false),
            Strings = await strings.ConfigureAwait(false),
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var endpoint in Endpoints.ValueOrDefault ?? [])
            await endpoint.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<IReadOnlyDictionary<string, string>> StringsOfAsync(InstanceHandle handle, CancellationToken cancellationToken)
    {
        var strings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in handle.ConnectionStringNames)
            strings[name] = await handle.GetConnectionStringAsync(name, cancellationToken).ConfigureAwait(false);
        return strings;
    }
}
