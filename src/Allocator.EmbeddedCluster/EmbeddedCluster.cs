using Allocator.Embedded;
using Microsoft.AspNetCore.Http;

namespace Allocator;

/// <summary>
/// A Kubernetes cluster within this process, for machines without one: a real HTTPS API server on 127.0.0.1, the controllers that workloads need, and a
/// node that runs registered images. What it does not support it answers with 501; it ignores nothing.
/// </summary>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    private readonly ClusterParts _parts;
    private readonly KubeconfigFile _kubeconfig;
    private readonly Lazy<Task> _end;

    private EmbeddedCluster(ClusterParts parts, string kubeconfig, KubeconfigFile file)
    {
        (_parts, _kubeconfig, _end) = (parts, file, new(EndAsync));
        (Server, KubeconfigText, Kubeconfig) = (parts.Server, kubeconfig, file.Path);
    }

    /// <summary>The API server's address.</summary>
    public Uri Server { get; }

    /// <summary>The path of the administrator's kubeconfig, which is readable by this user only and goes with the cluster.</summary>
    public string Kubeconfig { get; }

    /// <summary>The administrator's kubeconfig.</summary>
    public string KubeconfigText { get; }

    /// <summary>The images that pods can run.</summary>
    public EmbeddedImages Images => _parts.Images;

    /// <summary>Lets things go wrong.</summary>
    public EmbeddedFaults Faults => _parts.Faults;

    /// <summary>All objects and every change of them, for tests that must miss none.</summary>
    internal ObjectStore Store => _parts.Store;

    /// <summary>Starts a cluster.</summary>
    /// <param name="options">Its settings; the defaults if null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">A setting is not possible.</exception>
    /// <exception cref="InvalidOperationException">All ranges of loopback addresses are taken, by other clusters of this machine.</exception>
    public static async Task<EmbeddedCluster> StartAsync(EmbeddedClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        cancellationToken.ThrowIfCancellationRequested();
        var parts = new ClusterParts(options);
        try
        {
            await parts.StartAsync(cancellationToken).ConfigureAwait(false);
            var kubeconfig = parts.Kubeconfig("admin", parts.Tokens.AdminToken);
            return new(parts, kubeconfig, KubeconfigFile.Create(kubeconfig));
        }
        catch
        {
            await parts.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Adds a user, who may nothing until a role is bound to the name or a group.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="groups">The user's groups, besides <c>system:authenticated</c>.</param>
    /// <returns>The user's kubeconfig.</returns>
    /// <exception cref="ArgumentException">The name or a group is empty.</exception>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public string AddUser(string name, params IReadOnlyList<string> groups)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(groups);
        foreach (var group in groups)
            ArgumentException.ThrowIfNullOrWhiteSpace(group, nameof(groups));
        ObjectDisposedException.ThrowIf(_end.IsValueCreated, this);
        return _parts.Kubeconfig(name, _parts.Tokens.AddUser(name, groups));
    }

    /// <summary>
    /// Completes when there was a moment at which all was done that could be: the controllers have seen every write, and the node has taken every step
    /// and has the outcome of every probe. What comes next comes from a client, from the code in a container, or with time. So a test with a clock of its
    /// own advances it, waits for this, and looks. What is frozen is not waited for.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up, or the cluster has ended.</exception>
    public Task WhenIdleAsync(CancellationToken cancellationToken = default) => _parts.WhenIdleAsync(cancellationToken);

    /// <summary>Handles a request as the API server does, without a connection: faults included.</summary>
    internal Task HandleAsync(HttpContext http) => _parts.HandleAsync(http);

    /// <summary>Ends everything that runs in it; its objects are gone.</summary>
    public ValueTask DisposeAsync() => new(_end.Value);

    private async Task EndAsync()
    {
        _kubeconfig.Dispose();
        await _parts.DisposeAsync().ConfigureAwait(false);
    }
}
