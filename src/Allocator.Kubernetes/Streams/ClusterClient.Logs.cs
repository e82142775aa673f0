namespace Allocator;

public sealed partial class ClusterClient
{
    /// <summary>Reads a container's log as the container wrote it, standard output and standard error together.</summary>
    /// <param name="namespace">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="options">Which part; null for the whole log of the only container.</param>
    /// <param name="cancellationToken">Cancels the opening; a read has a token of its own.</param>
    /// <returns>A stream that ends where the log does, or with the container if it is followed. A read throws <see cref="IOException"/> if it
    /// breaks off before.</returns>
    /// <exception cref="KubernetesException">The server refused, for example because the container has not started yet (400), or did not
    /// answer.</exception>
    public async Task<Stream> ReadLogsAsync(
        string @namespace, string pod, PodLogOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = PodRequest(@namespace, pod, "log", (options ?? new()).ToQuery()) with { IsRepeatable = true };
        var response = await OpenStreamAsync(request, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }
}
