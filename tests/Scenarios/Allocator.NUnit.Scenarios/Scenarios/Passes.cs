namespace Scenarios;

public sealed class Passes : InstanceTestBase<Quick>
{
    [Test]
    public void With_an_instance() => Facts.Write(nameof(Passes), Instance.Name);
}
