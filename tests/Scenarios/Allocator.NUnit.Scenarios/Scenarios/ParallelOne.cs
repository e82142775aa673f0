namespace Scenarios;

/// <summary>Ends only when <see cref="ParallelTwo"/> has its instance as well.</summary>
public sealed class ParallelOne : InstanceTestBase<Quick>
{
    [Test]
    public async Task Has_an_instance_of_its_own()
    {
        Facts.Write(nameof(ParallelOne), Instance.Name);
        Assert.That(await Facts.ReadAsync(nameof(ParallelTwo), TestContext.CurrentContext.CancellationToken), Is.Not.EqualTo(Instance.Name));
    }
}
