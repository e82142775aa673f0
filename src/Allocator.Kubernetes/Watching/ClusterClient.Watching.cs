using System.Globalization;
using System.Runtime.CompilerServices;

namespace Allocator;

public sealed partial class ClusterClient
{
    // Spread, so that the watches of many clients do not all end at once after the server's restart.
    private const int ShortestWatchSeconds = 5 * 60;
    private const int LongestWatchSeconds = 10 * 60;
    private static readonly TimeSpan s_watchGrace = TimeSpan.FromSeconds(30);

    /// <summary>Watches the objects that are selected, by one request, until the server ends it after 5 to 10 minutes.</summary>
    /// <param name="kind">What is watched.</param>
    /// <param name="namespace">Where.</param>
    /// <param name="selector">Which objects; null for all.</param>
    /// <param name="resourceVersion">The version after which events are wanted: a list's, an object's or a bookmark's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="KubernetesException">
    /// The connection was lost, or the server tells of an error: 410 if it no longer has the events since that version.
    /// </exception>
    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceKind kind,
        string @namespace,
        ResourceSelector? selector,
        string resourceVersion,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var watch = await OpenWatchAsync(kind, @namespace, selector, resourceVersion, cancellationToken).ConfigureAwait(false);
        while (await watch.ReadAsync(cancellationToken).ConfigureAwait(false) is { } change)
            yield return change;
    }

    /// <summary>As <see cref="WatchAsync"/>, but says when the server has accepted it.</summary>
    internal async Task<WatchStream> OpenWatchAsync(
        ResourceKind kind, string @namespace, ResourceSelector? selector, string resourceVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentException.ThrowIfNullOrEmpty(resourceVersion);
        var seconds = Random.Next(ShortestWatchSeconds, LongestWatchSeconds);
        var uri = Uri(
            kind.Path(@namespace),
            ("watch", "true"),
            ("allowWatchBookmarks", "true"),
            ("resourceVersion", resourceVersion),
            ("timeoutSeconds", seconds.ToString(CultureInfo.InvariantCulture)),
            ("labelSelector", selector?.Labels),
            ("fieldSelector", selector?.Fields));
        var request = new ClusterRequest(HttpMethod.Get, uri, ClusterRequest.Describe(kind, @namespace)) { Verb = "WATCH", IsRepeatable = true };
        var response = await OpenStreamAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new WatchStream(request, Connection, response, body, TimeSpan.FromSeconds(seconds) + s_watchGrace, TimeProvider);
    }
}
