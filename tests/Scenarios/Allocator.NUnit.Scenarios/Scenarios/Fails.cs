namespace Scenarios;

public sealed class Fails : InstanceTestBase<Talker>
{
    [Test]
    public async Task On_purpose()
    {
        Facts.Write(nameof(Fails), Instance.Name);

        // Long enough for the talker to say something.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.CurrentContext.CancellationToken);
        Assert.Fail("failed on purpose");
    }
}
