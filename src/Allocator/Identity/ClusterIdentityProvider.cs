namespace Allocator;

/// <summary>The cluster's own view of who this process is. Asked once; the name does not change while the connection lasts.</summary>
internal sealed class ClusterIdentityProvider(AllocatorSession session) : IIdentityProvider
{
    private CallerIdentity? _known;

    public string Name => "kubernetes";

    public async ValueTask<CallerIdentity> GetIdentityAsync(CancellationToken cancellationToken = default)
    {
        if (_known is { } known)
            return known;
        var user = await session.Client.WhoAmIAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new AllocatorException(
                $"The cluster does not say who the caller is, and neither do the credentials of {session.Client.Connection}. "
                + $"Name the caller: {nameof(AllocatorOptions)}.{nameof(AllocatorOptions.Identity)}, or UseIdentity.");
        return _known = new CallerIdentity(Name, user.Name) { Groups = user.Groups };
    }
}
