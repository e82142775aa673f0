namespace Scenarios;

public abstract class ConfiguredBase<TSelf> : InstanceTestBase<TSelf, Quick>, IFixtureConfiguration
    where TSelf : ConfiguredBase<TSelf>
{
    static void IFixtureConfiguration.Configure(FixtureOptions options) => options.Identity = "configured@example.com";
}

[TestClass]
public sealed class Configures : ConfiguredBase<Configures>
{
    [TestMethod]
    public void Who_it_is() => Assert.AreEqual("configured@example.com", Instance.Info.Owner);
}
