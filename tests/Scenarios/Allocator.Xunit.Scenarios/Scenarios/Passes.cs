namespace Scenarios;

public sealed class Passes(Passes.Fixture fixture) : IClassFixture<Passes.Fixture>
{
    [Fact]
    public void With_an_instance() => Facts.Write(nameof(Passes), fixture.Instance.Name);

    public sealed class Fixture : InstanceFixture<Quick>;
}
