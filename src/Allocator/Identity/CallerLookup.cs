namespace Allocator;

/// <summary>Asks the identity provider, and adds what the options say of every caller: its blessing names' prefix, and whether it is an administrator.</summary>
internal sealed class CallerLookup(IIdentityProvider provider, AllocatorSession session)
{
    public async ValueTask<Caller> GetAsync(CancellationToken cancellationToken)
    {
        var identity = await provider.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
        if (session.BlessingPrefix is { } prefix && identity.BlessingNames is [var only] && only == identity.Name)
            identity = identity with { BlessingNames = [$"{prefix}:{only}"] };
        return new Caller(session.AdministratorPatterns.Match(identity) ? identity with { IsAdministrator = true } : identity);
    }
}
