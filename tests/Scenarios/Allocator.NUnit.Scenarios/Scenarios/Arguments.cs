namespace Scenarios;

/// <summary>Each of the two ends only when the other has its instance as well.</summary>
[TestFixture("One", "Two")]
[TestFixture("Two", "One")]
public sealed class Arguments(string self, string other) : InstanceTestBase<Quick>
{
    [Test]
    public async Task Have_instances_of_their_own()
    {
        Facts.Write(self, Instance.Name);
        Assert.That(await Facts.ReadAsync(other, TestContext.CurrentContext.CancellationToken), Is.Not.EqualTo(Instance.Name));
    }
}
