namespace Scenarios;

[TestClass]
public sealed class SetUpFails : InstanceTestBase<SetUpFails, Unpullable>
{
    [TestMethod]
    public void Needs_the_instance() => Assert.IsNotNull(Instance);
}
