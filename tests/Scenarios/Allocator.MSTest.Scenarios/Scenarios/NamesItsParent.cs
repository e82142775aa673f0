namespace Scenarios;

public abstract class Parent : InstanceTestBase<Parent, Quick>;

/// <summary>Has its parent's instance, if any: what is static is the parent's.</summary>
[TestClass]
public sealed class NamesItsParent : Parent
{
    [TestMethod]
    public void Has_no_instance() => Assert.IsNotNull(Instance);
}
