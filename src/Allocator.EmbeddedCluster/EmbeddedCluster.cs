using Allocator.Embedded;

namespace Allocator;

/// <summary>
/// A Kubernetes cluster within this process, for machines without one: a real HTTPS API server on 127.0.0.1, the controllers that workloads need, and a
/// node that runs registered images. What it does not support it answers with 501; it ignores nothing.
/// </summary>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    private readonly ClusterParts _parts;
    private readonly DirectoryInfo _folder;

    private EmbeddedCluster(ClusterParts parts, DirectoryInfo folder)
    {
        (_parts, _folder) = (parts, folder);
        KubeconfigText = parts.Kubeconfig("admin", parts.Tokens.AdminToken);
        Kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
        File.WriteAllText(Kubeconfig, KubeconfigText);
    }

    /// <summary>The API server's address.</summary>
    public Uri Server => _parts.Server;

    /// <summary>The path of the administrator's kubeconfig, which is readable by this user only and goes with the cluster.</summary>
    public string Kubeconfig { get; }

    /// <summary>The administrator's kubeconfig.</summary>
    public string KubeconfigText { get; }

    /// <summary>The images that pods can run.</summary>
    public EmbeddedImages Images => _parts.Images;

    /// <summary>Lets things go wrong.</summary>
    public EmbeddedFaults Faults => _parts.Faults;

    /// <summary>Starts a cluster.</summary>
    /// <param name="options">Its settings; the defaults if null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<EmbeddedCluster> StartAsync(EmbeddedClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Namespace);
        // Only this user can enter it.
        var folder = Directory.CreateTempSubdirectory("embedded-cluster-");
        var parts = new ClusterParts(options);
        try
        {
            await parts.StartAsync(cancellationToken).ConfigureAwait(false);
            return new(parts, folder);
        }
        catch
        {
            await parts.DisposeAsync().ConfigureAwait(false);
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Adds a user, who may nothing until a role is bound to the name or a group.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="groups">The user's groups, besides <c>system:authenticated</c>.</param>
    /// <returns>The user's kubeconfig.</returns>
    public string AddUser(string name, params IReadOnlyList<string> groups)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(groups);
        return _parts.Kubeconfig(name, _parts.Tokens.AddUser(name, groups));
    }

    /// <summary>Ends everything that runs in it; its objects are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _parts.DisposeAsync().ConfigureAwait(false);
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }
}
