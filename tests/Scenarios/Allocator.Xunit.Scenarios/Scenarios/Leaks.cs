namespace Scenarios;

/// <summary>Makes an instance besides its fixture's, as an instance of the same class, and leaves it.</summary>
public sealed class Leaks(Leaks.Fixture fixture) : IClassFixture<Leaks.Fixture>
{
    [Fact]
    public async Task Something()
    {
        var own = InstanceAllocator.Create(
            new Quick().Name,
            options =>
            {
                new Quick().Configure(options);
                options.MaxInstancesPerOwner = null;
            },
            options => options.Kubeconfig = Environment.GetEnvironmentVariable("ALLOCATOR_KUBECONFIG"));
        var leak = await own.CreateAsync(new CreateOptions { Origin = fixture.Instance.Info.Origin }, cancellationToken: RunningTest.CancellationToken);
        Facts.Write(nameof(Leaks), leak.Name);
    }

    public sealed class Fixture : InstanceFixture<Quick>;
}
