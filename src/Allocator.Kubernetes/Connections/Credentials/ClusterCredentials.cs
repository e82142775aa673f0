namespace Allocator;

/// <summary>Where the credentials of a connection come from. One object serves all handlers of the connection.</summary>
internal abstract class ClusterCredentials
{
    /// <summary>The credential that was given out last; null before the first.</summary>
    public abstract Credential? Latest { get; }

    /// <summary>The credential of a request that is made now.</summary>
    public abstract ValueTask<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>Takes note that the server refused a credential (401).</summary>
    /// <returns>Whether <see cref="GetAsync"/> may now give another one.</returns>
    public virtual bool Invalidate(Credential refused) => false;
}
