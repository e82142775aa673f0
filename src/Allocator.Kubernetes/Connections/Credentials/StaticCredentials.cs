namespace Allocator;

/// <summary>A credential that never changes.</summary>
internal sealed class StaticCredentials(Credential credential) : ClusterCredentials
{
    public static StaticCredentials None { get; } = new(Credential.None);

    public override Credential Latest => credential;

    public override ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => new(credential);
}
