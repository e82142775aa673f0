namespace Scenarios;

public sealed class SetUpFails(InstanceFixture<Unpullable> fixture) : IClassFixture<InstanceFixture<Unpullable>>
{
    [Fact]
    public void Needs_the_instance() => Assert.NotNull(fixture.Instance);
}
