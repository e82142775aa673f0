namespace Allocator;

/// <summary>Clients of the tests' servers.</summary>
internal static class Clients
{
    /// <summary>A client of somebody on this machine.</summary>
    public static AllocatorClient Of(RunningServer server, string user, HttpMessageHandler? handler = null) =>
        AllocatorClient.Create(options => (options.Server, options.DevelopmentUser, options.Handler) = (server.Address, user, handler));

    public static async Task<IReadOnlyList<Instance>> InstancesAsync(AllocatorClient client) =>
        await client.Instances.ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}
