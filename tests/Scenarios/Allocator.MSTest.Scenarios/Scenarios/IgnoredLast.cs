namespace Scenarios;

/// <summary>To MSTest the outcome of a class is its last test's.</summary>
[TestClass]
public sealed class IgnoredLast : InstanceTestBase<IgnoredLast, Quick>
{
    [TestMethod]
    public void A_passes() => Facts.Write(nameof(IgnoredLast), Instance.Name);

    [TestMethod]
    [Ignore("not wanted")]
    public void B_is_ignored() => Assert.Fail("it is ignored");
}
