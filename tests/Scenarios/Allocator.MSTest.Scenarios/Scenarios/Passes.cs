namespace Scenarios;

[TestClass]
public sealed class Passes : InstanceTestBase<Passes, Quick>
{
    [TestMethod]
    public void With_an_instance() => Facts.Write(nameof(Passes), Instance.Name);
}
