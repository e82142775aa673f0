namespace Scenarios;

public sealed class FailsInConstructor : IClassFixture<FailsInConstructor.Fixture>
{
    public FailsInConstructor(Fixture fixture)
    {
        Facts.Write(nameof(FailsInConstructor), fixture.Instance.Name);
        Assert.Fail("failed on purpose in the constructor");
    }

    [Fact]
    public void Never_runs() => Assert.Fail("the constructor was to fail");

    public sealed class Fixture : InstanceFixture<Quick>;
}
