namespace Scenarios;

public sealed class NoCluster(InstanceFixture<Quick> fixture) : IClassFixture<InstanceFixture<Quick>>
{
    [InstanceFact]
    public void Needs_the_instance() => Assert.NotNull(fixture.Instance);
}
