namespace Allocator;

/// <summary>Says who the caller is.</summary>
public interface IIdentityProvider
{
    /// <summary>The provider's name; part of what makes an owner, so two providers never mean the same owner.</summary>
    string Name { get; }

    /// <summary>The identity of the present caller.</summary>
    ValueTask<CallerIdentity> GetIdentityAsync(CancellationToken cancellationToken = default);
}
