namespace Allocator.Bench.Requests;

/// <summary>One request as it was sent.</summary>
internal sealed record CountedRequest(RequestPurpose Purpose, HttpMethod Method, string Address)
{
    public static async Task<CountedRequest> OfAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var body = message.Content is null ? "" : await message.Content.ReadAsStringAsync(cancellationToken);
        var address = Uri.UnescapeDataString(message.RequestUri!.PathAndQuery);
        return new CountedRequest(PurposeOf(message.Method, address, body), message.Method, address);
    }

    public override string ToString() => $"{Purpose}: {Method} {Address}";

    private static RequestPurpose PurposeOf(HttpMethod method, string address, string body)
    {
        if (method == HttpMethod.Patch && !body.Contains("\"annotations\"", StringComparison.Ordinal))
            return RequestPurpose.Renewal;
        if (method != HttpMethod.Get)
            return RequestPurpose.Operation;
        if (!address.Contains("/namespaces/", StringComparison.Ordinal))
            return RequestPurpose.Discovery;
        if (address.Contains("watch=true", StringComparison.Ordinal))
            return RequestPurpose.Watch;
        if (address.Contains($"labelSelector={Labels.Session}=", StringComparison.Ordinal))
            return RequestPurpose.WatchList;
        // Who lists an owner's instances names the owner.
        if (address.Contains($"{Labels.Role}={Labels.RootRole}", StringComparison.Ordinal) && !address.Contains($"{Labels.Owner}=", StringComparison.Ordinal))
            return RequestPurpose.Sweep;
        return address.Contains("/events?", StringComparison.Ordinal) ? RequestPurpose.Suspicion : RequestPurpose.Operation;
    }
}
