namespace Scenarios;

/// <summary>Fails before its test, with its instance. NUnit's constructors know none: it is its own set-up.</summary>
public sealed class FailsInConstructor : InstanceTestBase<Quick>
{
    [OneTimeSetUp]
    public void SetUp()
    {
        Facts.Write(nameof(FailsInConstructor), Instance.Name);
        Assert.Fail("failed on purpose in the set-up");
    }

    [Test]
    public void Never_runs() => Assert.Fail("the set-up was to fail");
}
