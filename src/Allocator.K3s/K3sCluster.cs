using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Testcontainers.K3s;

namespace Allocator;

/// <summary>A Kubernetes cluster in a container, by Testcontainers' K3s module, that can run pods and has the images that they need.</summary>
/// <remarks>
/// <para>
/// Give <see cref="Kubeconfig"/> to <see cref="AllocatorOptions.Kubeconfig"/>, or <see cref="Connection"/> to
/// <see cref="AllocatorOptions.Connection"/>.
/// </para>
/// <para>Unless a container is given, K3s runs without Traefik and the metrics server.</para>
/// </remarks>
public sealed partial class K3sCluster : IAsyncDisposable
{
    private const int LogLines = 10;
    private static readonly TimeSpan s_longestLog = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-k3s-");
    private readonly bool _ownsContainer;

    private K3sCluster(K3sContainer container, bool ownsContainer)
    {
        Container = container;
        _ownsContainer = ownsContainer;
        Kubeconfig = Path.Combine(_folder.FullName, "kubeconfig");
    }

    /// <summary>The container.</summary>
    public K3sContainer Container { get; }

    /// <summary>The administrator's kubeconfig, as text.</summary>
    public string KubeconfigText { get; private set; } = "";

    /// <summary>The administrator's kubeconfig, as a file in a directory that only this user can read; both go with the cluster.</summary>
    public string Kubeconfig { get; }

    /// <summary>The administrator's connection.</summary>
    public ClusterConnection Connection { get; private set; } = null!;

    /// <summary>Why no such cluster can be had here: there is no Docker. A test can be skipped with it.</summary>
    /// <returns>What was looked for and what to do; null if there is Docker.</returns>
    public static string? WhyUnavailable()
    {
        try
        {
            Build(K3sClusterOptions.DefaultImage);
            return null;
        }
        catch (ClusterUnavailableException e)
        {
            return e.Message;
        }
    }

    /// <summary>Starts K3s and waits until a node is Ready and the namespace <c>default</c> has its service account.</summary>
    /// <param name="options">Which K3s, and how long it may take; the defaults if null.</param>
    /// <param name="cancellationToken">Gives up. What was made until then is removed, as after every failure.</param>
    /// <exception cref="ClusterUnavailableException">
    /// There is no Docker here, or the cluster cannot be reached. The message says what was tried.
    /// </exception>
    /// <exception cref="AllocatorException">It took too long. The message says what was waited for, and what was seen last.</exception>
    public static async Task<K3sCluster> StartAsync(K3sClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new K3sClusterOptions();
        var cluster = new K3sCluster(options.Container ?? Build(options.Image), ownsContainer: options.Container is null);
        try
        {
            await cluster.StartContainerAsync(options.StartTimeout, cancellationToken).ConfigureAwait(false);
            await cluster.ReadKubeconfigAsync(cancellationToken).ConfigureAwait(false);
            await cluster.WaitUntilReadyAsync(options.ReadyTimeout, cancellationToken).ConfigureAwait(false);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Removes the kubeconfig's file, and the container if it was made by <see cref="StartAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ownsContainer)
            await Container.DisposeAsync().ConfigureAwait(false);
        _folder.Refresh();
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }

    private static K3sContainer Build(string image)
    {
        try
        {
            // Namespaces cannot be deleted while an API is announced and does not answer yet, as that of the metrics server for its first minute.
            return new K3sBuilder(image).WithCommand("--disable=metrics-server").Build();
        }
        catch (DockerUnavailableException e)
        {
            throw new ClusterUnavailableException(
                $"There is no Docker here, which K3s runs in. Start Docker, or name its address in DOCKER_HOST. Testcontainers says: {e.Message}", e);
        }
    }

    private async Task StartContainerAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Container.State == TestcontainersStates.Running)
            return;
        using var limit = new CancellationTokenSource(timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await Container.StartAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (either.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var seen = await LastSeenAsync().ConfigureAwait(false);
            throw new AllocatorException($"The container of {Container.Image.FullName} did not start within {timeout.TotalSeconds:0.#} s; {seen}", e);
        }
    }

    private async Task<string> LastSeenAsync()
    {
        if (Container.State == TestcontainersStates.Undefined)
            return "there is no container yet: its image was being pulled, or Docker does not answer.";
        using var limit = new CancellationTokenSource(s_longestLog, TimeProvider.System);
        try
        {
            var (_, log) = await Container.GetLogsAsync(timestampsEnabled: false, ct: limit.Token).ConfigureAwait(false);
            var lines = log.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return $"it is {Container.State}, and the end of its log is:\n{string.Join('\n', lines.TakeLast(LogLines))}";
        }
        catch (Exception e)
        {
            return $"it is {Container.State}, and its log cannot be read: {e.Message}";
        }
    }

    private async Task ReadKubeconfigAsync(CancellationToken cancellationToken)
    {
        KubeconfigText = await Container.GetKubeconfigAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        Connection = ClusterConnection.FromKubeconfigText(KubeconfigText, sourceName: $"the kubeconfig of the container {Container.Name.TrimStart('/')}");
        await File.WriteAllTextAsync(Kubeconfig, KubeconfigText, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Until then it may refuse connections and answer 503.
        var options = new ClusterClientOptions { ConnectTimeout = timeout, RetryTimeout = timeout };
        var client = new ClusterClient(Connection, options);
        await using (client.ConfigureAwait(false))
            await ClusterReadiness.WaitAsync(client, timeout, TimeProvider.System, cancellationToken).ConfigureAwait(false);
    }
}
