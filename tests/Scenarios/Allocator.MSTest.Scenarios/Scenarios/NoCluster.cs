namespace Scenarios;

[TestClass]
public sealed class NoCluster : InstanceTestBase<NoCluster, Quick>
{
    [TestMethod]
    public void Needs_the_instance() => Assert.IsNotNull(Instance);
}
