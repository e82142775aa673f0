namespace Scenarios;

/// <summary>Ends only when <see cref="ParallelOne"/> has its instance as well.</summary>
public sealed class ParallelTwo : InstanceTestBase<Quick>
{
    [Test]
    public async Task Has_an_instance_of_its_own()
    {
        Facts.Write(nameof(ParallelTwo), Instance.Name);
        Assert.That(await Facts.ReadAsync(nameof(ParallelOne), TestContext.CurrentContext.CancellationToken), Is.Not.EqualTo(Instance.Name));
    }
}
