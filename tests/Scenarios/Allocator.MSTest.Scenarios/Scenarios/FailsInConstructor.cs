namespace Scenarios;

[TestClass]
public sealed class FailsInConstructor : InstanceTestBase<FailsInConstructor, Quick>
{
    public FailsInConstructor()
    {
        Facts.Write(nameof(FailsInConstructor), Instance.Name);
        Assert.Fail("failed on purpose in the constructor");
    }

    [TestMethod]
    public void Never_runs() => Assert.Fail("the constructor was to fail");
}
