namespace Scenarios;

public sealed class SetUpFails : InstanceTestBase<Unpullable>
{
    [Test]
    public void Needs_the_instance() => Assert.That(Instance, Is.Not.Null);
}
