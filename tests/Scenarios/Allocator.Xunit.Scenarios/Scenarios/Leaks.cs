namespace Scenarios;

/// <summary>Makes an instance besides its fixture's, as an instance of the same class, and leaves it.</summary>
public sealed class Leaks(InstanceFixture<Leaky> fixture) : IClassFixture<InstanceFixture<Leaky>>
{
    [Fact]
    public async Task Something()
    {
        var own = InstanceAllocator.Create(
            new Leaky().Name,
            options =>
            {
                new Leaky().Configure(options);
                options.MaxInstancesPerOwner = null;
            },
            options => (options.Kubeconfig, options.Identity) =
                (Environment.GetEnvironmentVariable("ALLOCATOR_KUBECONFIG"), Environment.GetEnvironmentVariable("ALLOCATOR_IDENTITY")));
        var leak = await own.CreateAsync(new CreateOptions { Origin = fixture.Instance.Info.Origin }, cancellationToken: RunningTest.CancellationToken);
        Facts.Write(nameof(Leaks), leak.Name);
    }
}
