namespace Scenarios;

public sealed class Passes(InstanceFixture<Quick> fixture) : IClassFixture<InstanceFixture<Quick>>
{
    [Fact]
    public void With_an_instance() => Facts.Write(nameof(Passes), fixture.Instance.Name);
}
