namespace Scenarios;

[TestClass]
public sealed class SeveralUses : InstanceTestBase<SeveralUses, Talker>
{
    [TestMethod]
    public async Task Commands_and_logs()
    {
        Assert.Contains("hello", (await ExecAsync("echo", "hello")).StandardOutput);
        Assert.Contains("the talker talks", await ReadLogsAsync(TestContext.CancellationToken));
    }

    [TestMethod]
    public void Instance_tells_what_it_is_for()
    {
        Assert.AreEqual("Scenarios.SeveralUses", Instance.Info.Origin!.Class);
        Assert.AreEqual(GetType().Assembly.GetName().Name, Instance.Info.Origin!.Assembly);
    }
}
