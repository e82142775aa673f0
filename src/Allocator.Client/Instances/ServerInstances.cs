using System.Globalization;
using System.Runtime.CompilerServices;
using Allocator.Api;

namespace Allocator.Client;

/// <summary>Finds, lists and destroys the caller's instances at a server.</summary>
internal static class ServerInstances
{
    /// <summary>The caller's instance of this name, of one service or, where that is null, of any.</summary>
    /// <exception cref="InstanceNotFoundException">There is none.</exception>
    public static async Task<Instance> GetAsync(ServerSession session, string? service, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        try
        {
            var instance = await session.GetAsync<Instance>(ApiPath.Instance(name), cancellationToken).ConfigureAwait(false);
            if (service is null || instance.Service == service)
                return instance;
        }
        catch (InstanceNotFoundException)
        {
        }

        throw new InstanceNotFoundException(service, name);
    }

    public static async IAsyncEnumerable<Instance> ListAsync(
        ServerSession session, string? service, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var query = $"?limit=500{Query("service", service)}{Query("continue", next)}";
            var page = await session.GetAsync<Page<Instance>>(ApiPath.Instances + query, cancellationToken).ConfigureAwait(false);
            foreach (var instance in page.Items)
                yield return instance;
            next = page.Continue;
        }
        while (next is not null);
    }

    /// <summary>Destroys an instance that was there; that it is gone already is no error.</summary>
    public static async Task DestroyAsync(ServerSession session, string name, DestroyOptions? options, CancellationToken cancellationToken)
    {
        options ??= new DestroyOptions();
        await DeleteAsync(session, ApiPath.Instance(name), DestroyLimit, cancellationToken).ConfigureAwait(false);
        if (!options.WaitUntilGone)
            return;
        using var limit = new CancellationTokenSource(options.Timeout, session.Time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await DeleteAsync(session, ApiPath.Instance(name) + "?wait=true", Timeout.InfiniteTimeSpan, bounded.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AllocatorException(string.Create(
                CultureInfo.InvariantCulture,
                $"Instance '{name}' is being deleted, but is not gone after {options.Timeout.TotalSeconds:0} s. It goes when its finalizers and grace periods end."));
        }
    }

    public static string Query(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    private static TimeSpan DestroyLimit => TimeSpan.FromSeconds(100);

    private static async Task DeleteAsync(ServerSession session, string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await session.RepeatAsync(() => session.Connection.AskAsync<string>(HttpMethod.Delete, path, null, limit, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (InstanceNotFoundException)
        {
            // It was there, so it is gone: somebody else was faster, or the answer to the request before was lost.
        }
    }
}
