namespace Scenarios;

/// <summary>Makes an instance besides its own, as an instance of the same class, and leaves it.</summary>
[TestClass]
public sealed class Leaks : InstanceTestBase<Leaks, Quick>
{
    [TestMethod]
    public async Task Something()
    {
        var own = InstanceAllocator.Create(
            new Quick().Name,
            options =>
            {
                new Quick().Configure(options);
                options.MaxInstancesPerOwner = null;
            },
            options => (options.Kubeconfig, options.Identity) =
                (Environment.GetEnvironmentVariable("ALLOCATOR_KUBECONFIG"), Environment.GetEnvironmentVariable("ALLOCATOR_IDENTITY")));
        var leak = await own.CreateAsync(new CreateOptions { Origin = Instance.Info.Origin }, cancellationToken: TestContext.CancellationToken);
        Facts.Write(nameof(Leaks), leak.Name);
    }
}
