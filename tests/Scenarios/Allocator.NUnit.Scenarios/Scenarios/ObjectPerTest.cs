namespace Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ObjectPerTest : InstanceTestBase<Quick>
{
    private int _tests;

    [Test]
    public void One() => Test(nameof(One));

    [Test]
    public void Two() => Test(nameof(Two));

    protected override void Configure(FixtureOptions options) => options.Identity = "configured@example.com";

    private void Test(string name)
    {
        Facts.Write(name, Instance.Name);
        Assert.That(Interlocked.Increment(ref _tests), Is.EqualTo(1));
        Assert.That(Instance.Info.Owner, Is.EqualTo("configured@example.com"));
    }
}
