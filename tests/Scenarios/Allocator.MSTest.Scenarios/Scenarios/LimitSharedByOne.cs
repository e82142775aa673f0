namespace Scenarios;

/// <summary>There is one place for it and <see cref="LimitSharedByTwo"/>.</summary>
[TestClass]
public sealed class LimitSharedByOne : InstanceTestBase<LimitSharedByOne, Shared>
{
    [TestMethod]
    public async Task Has_the_only_place_for_a_while()
    {
        Assert.IsNotNull(Instance);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.CancellationToken);
    }
}
