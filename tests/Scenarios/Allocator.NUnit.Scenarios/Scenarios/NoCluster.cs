namespace Scenarios;

public sealed class NoCluster : InstanceTestBase<Quick>
{
    [Test]
    public void Needs_the_instance() => Assert.That(Instance, Is.Not.Null);
}
