namespace Allocator;

/// <summary>Always the same identity.</summary>
internal sealed class FixedIdentityProvider(CallerIdentity identity) : IIdentityProvider
{
    public string Name => identity.Provider;

    public ValueTask<CallerIdentity> GetIdentityAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(identity);
}
