namespace Scenarios;

/// <summary>Ends only when <see cref="ParallelOne"/> has its instance as well.</summary>
[TestClass]
public sealed class ParallelTwo : InstanceTestBase<ParallelTwo, Quick>
{
    [TestMethod]
    public async Task Has_an_instance_of_its_own()
    {
        Facts.Write(nameof(ParallelTwo), Instance.Name);
        Assert.AreNotEqual(Instance.Name, await Facts.ReadAsync(nameof(ParallelOne), TestContext.CancellationToken));
    }
}
