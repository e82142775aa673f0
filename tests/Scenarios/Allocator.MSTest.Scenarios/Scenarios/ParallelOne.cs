namespace Scenarios;

/// <summary>Ends only when <see cref="ParallelTwo"/> has its instance as well.</summary>
[TestClass]
public sealed class ParallelOne : InstanceTestBase<ParallelOne, Quick>
{
    [TestMethod]
    public async Task Has_an_instance_of_its_own()
    {
        Facts.Write(nameof(ParallelOne), Instance.Name);
        Assert.AreNotEqual(Instance.Name, await Facts.ReadAsync(nameof(ParallelTwo), TestContext.CancellationToken));
    }
}
