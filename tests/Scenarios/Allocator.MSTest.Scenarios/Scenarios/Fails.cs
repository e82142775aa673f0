namespace Scenarios;

[TestClass]
public sealed class Fails : InstanceTestBase<Fails, Talker>
{
    [TestMethod]
    public async Task On_purpose()
    {
        Facts.Write(nameof(Fails), Instance.Name);

        // Long enough for the talker to say something.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.CancellationToken);
        Assert.Fail("failed on purpose");
    }
}
