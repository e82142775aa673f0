using System.Net;

// Tests wait more than they work.
[assembly: CollectionBehavior(MaxParallelThreads = 8)]
[assembly: AssemblyFixture(typeof(Allocator.Contract.ContractCluster))]

namespace Allocator.Contract;

/// <summary>The cluster under test, for its administrator.</summary>
public sealed class ContractCluster : IAsyncLifetime
{
    /// <summary>A busybox that the cluster has: its shell, <c>nc</c>, <c>sleep</c> and the like.</summary>
    public const string Image = "registry.local/busybox:1.35";

    private readonly TargetCluster _target = new();

    private ClusterConnection? _connection;

    public string Kubeconfig { get; private set; } = "";

    internal ClusterClient Client { get; private set; } = null!;

    internal RawApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (TargetCluster.SkipReason is not null)
            return;
        Kubeconfig = await _target.StartAsync(TestContext.Current.CancellationToken);
        _connection = ClusterConnection.FromKubeconfig(Kubeconfig);
        Client = new ClusterClient(_connection);
        Api = new RawApi(_connection);
    }

    /// <summary>Requests with a bearer token, or without credentials if it is null.</summary>
    internal RawApi ApiFor(string? token)
    {
        var server = _connection!.Server;
        var other = token is null ? ClusterConnection.Anonymous(server) : ClusterConnection.ForToken(server, token);
        return new(new ClusterConnection(server) { Trust = _connection.Trust, Credentials = other.Credentials });
    }

    /// <summary>
    /// Runs a test of what the embedded cluster does not have: elsewhere it must pass, there it must end in 501. (What is not said so may not.)
    /// </summary>
    /// <param name="what">What is not supported, for the output.</param>
    /// <param name="test">The test.</param>
    internal async Task UnlessEmbeddedAsync(string what, Func<Task> test)
    {
        if (!_target.IsEmbedded)
        {
            await test();
            return;
        }

        var refusal = await Assert.ThrowsAsync<NotSupportedByClusterException>(async () =>
        {
            try
            {
                await test();
            }
            catch (KubernetesException e) when (e.StatusCode == HttpStatusCode.NotImplemented)
            {
                throw new NotSupportedByClusterException(e.Message);
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"501: {what}: {refusal.Message}");
    }

    /// <summary>Makes the cluster forget what has changed so far, or skips the test where that takes too long to wait for.</summary>
    internal void Compact()
    {
        if (!_target.TryCompact())
            Assert.Skip("only the embedded cluster can be told to compact");
    }

    /// <summary>Makes the cluster forget what has changed so far, if it can be told to; another has forgotten at least its first versions.</summary>
    internal void CompactIfPossible() => _target.TryCompact();

    public async ValueTask DisposeAsync()
    {
        if (Client is not null)
            await Client.DisposeAsync();
        Api?.Dispose();
        await _target.DisposeAsync();
    }
}
