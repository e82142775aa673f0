namespace Allocator;

public sealed partial class ClusterClient
{
    /// <summary>A request for one of the streams of a pod.</summary>
    private ClusterRequest PodRequest(
        string @namespace, string pod, string subresource, params IEnumerable<(string Name, string? Value)> query) => new(
        HttpMethod.Get,
        Uri(ResourceKind.Pod.Path(@namespace, pod, subresource), query),
        ClusterRequest.Describe(ResourceKind.Pod, @namespace, pod, subresource));

    private async Task<ChannelSocket> OpenChannelsAsync(ClusterRequest request, WebSocketUpgrade upgrade, CancellationToken cancellationToken)
    {
        request = request with { Upgrade = upgrade };
        var response = await _webSockets.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        return new(await upgrade.CompleteAsync(request, response, cancellationToken).ConfigureAwait(false), _options.TimeProvider);
    }
}
