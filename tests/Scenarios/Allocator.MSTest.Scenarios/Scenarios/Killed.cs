namespace Scenarios;

/// <summary>Waits for a signal.</summary>
[TestClass]
public sealed class Killed : InstanceTestBase<Killed, Quick>
{
    [TestMethod]
    public async Task While_it_has_an_instance()
    {
        Facts.Write(nameof(Killed), Instance.Name);
        Facts.WriteProcess();
        await Task.Delay(TimeSpan.FromMinutes(2), TestContext.CancellationToken);
    }
}
