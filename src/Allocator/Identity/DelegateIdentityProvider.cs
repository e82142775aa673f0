namespace Allocator;

/// <summary>Asks a delegate, for example for the user of the present request.</summary>
internal sealed class DelegateIdentityProvider(string name, Func<CancellationToken, ValueTask<CallerIdentity>> identity) : IIdentityProvider
{
    public string Name => name;

    public ValueTask<CallerIdentity> GetIdentityAsync(CancellationToken cancellationToken = default) => identity(cancellationToken);
}
