namespace Scenarios;

/// <summary>Makes an instance besides its own, as an instance of the same class, and leaves it.</summary>
[TestClass]
public sealed class Leaks : InstanceTestBase<Leaks, Leaky>
{
    [TestMethod]
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
        var leak = await own.CreateAsync(new CreateOptions { Origin = Instance.Info.Origin }, cancellationToken: TestContext.CancellationToken);
        Facts.Write(nameof(Leaks), leak.Name);
    }
}
