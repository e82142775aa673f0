namespace Scenarios;

/// <summary>An instance that nobody ends, made beside a fixture's as one of the same class.</summary>
internal static class Leak
{
    /// <summary>Makes it the way that the environment says, and returns its name.</summary>
    public static async Task<string> CreateAsync(InstanceOrigin? origin, CancellationToken cancellationToken)
    {
        var handle = await Allocator().CreateAsync(new CreateOptions { Origin = origin }, cancellationToken: cancellationToken);
        return handle.Name;
    }

    private static IInstanceAllocator Allocator()
    {
        var (name, identity) = (new Leaky().Name, Environment.GetEnvironmentVariable("ALLOCATOR_IDENTITY"));
        if (Environment.GetEnvironmentVariable("ALLOCATOR_SERVER") is { Length: > 0 } server)
            return AllocatorClient.Create(options => (options.Server, options.DevelopmentUser) = (new Uri(server), identity)).AllocatorOf(name);
        return InstanceAllocator.Create(
            name,
            options =>
            {
                new Leaky().Configure(options);
                options.MaxInstancesPerOwner = null;
            },
            options => (options.Kubeconfig, options.Identity) = (Environment.GetEnvironmentVariable("ALLOCATOR_KUBECONFIG"), identity));
    }
}
