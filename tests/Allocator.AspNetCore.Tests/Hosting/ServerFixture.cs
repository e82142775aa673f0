[assembly: AssemblyFixture(typeof(Allocator.ServerFixture))]

namespace Allocator;

/// <summary>An embedded cluster, and a server on it that takes callers at their word, for all tests that need no other.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    internal EmbeddedCluster Cluster { get; private set; } = null!;

    internal RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await EmbeddedCluster.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Cluster.Images.Add("busybox:1.35", new BusyboxImage());
        Server = await RunningServer.StartAsync(Cluster);
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();
        if (Cluster is not null)
            await Cluster.DisposeAsync();
    }
}
