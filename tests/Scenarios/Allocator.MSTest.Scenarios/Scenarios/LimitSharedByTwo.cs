namespace Scenarios;

/// <summary>There is one place for it and <see cref="LimitSharedByOne"/>.</summary>
[TestClass]
public sealed class LimitSharedByTwo : InstanceTestBase<LimitSharedByTwo, Shared>
{
    [TestMethod]
    public async Task Has_the_only_place_for_a_while()
    {
        Assert.IsNotNull(Instance);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.CancellationToken);
    }
}
