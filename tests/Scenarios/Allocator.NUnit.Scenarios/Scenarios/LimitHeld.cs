namespace Scenarios.LimitHeld;

/// <summary>Its namespace has the only place until after it.</summary>
public sealed class ByNamespace : InstanceTestBase<Held>
{
    [Test]
    public void Cannot_have_one() => Assert.That(Instance, Is.Not.Null);
}

[SetUpFixture]
public sealed class Holders : InstanceSetUpFixture<Holders, Held>;
