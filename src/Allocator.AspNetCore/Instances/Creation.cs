using Allocator.Api;

namespace Allocator.Server;

/// <summary>What a caller wishes of an instance, as the library takes it.</summary>
internal static class Creation
{
    private const int LongestKey = 255;

    /// <exception cref="RequestException">A value is not right.</exception>
    public static CreateOptions Options(CreateInstanceRequest? request, string? idempotencyKey)
    {
        if (idempotencyKey is { Length: 0 or > LongestKey })
            throw new RequestException($"The header Idempotency-Key must have 1 to {LongestKey} characters, but has {idempotencyKey.Length}.");
        request ??= new CreateInstanceRequest();
        var options = new CreateOptions
        {
            IdempotencyKey = idempotencyKey,
            Parameters = request.Parameters ?? new Dictionary<string, string>(),
            Lease = Seconds.Read(request.Lease, "lease", mayBeWithoutEnd: true),
            Lifetime = Seconds.Read(request.Lifetime, "lifetime", mayBeWithoutEnd: true),
            PlaceTimeout = Seconds.Read(request.PlaceTimeout, "placeTimeout") ?? TimeSpan.Zero,
            KeepFailedFor = Seconds.Read(request.KeepFailedFor, "keepFailedFor"),
            Origin = request.Origin,
        };
        RequestException.Check(() =>
        {
            if (options.Lease is { } lease)
                LeaseTerms.CheckedLease(lease);
            LeaseTerms.CheckedLifetime(options.Lifetime);
            if (options.KeepFailedFor is { } kept)
                KeptInstance.Checked(kept);
        });
        return options;
    }
}
