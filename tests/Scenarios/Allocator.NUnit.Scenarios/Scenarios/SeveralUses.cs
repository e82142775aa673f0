namespace Scenarios;

public sealed class SeveralUses : InstanceTestBase<Talker>
{
    [Test]
    public async Task Commands_and_logs()
    {
        Assert.That((await ExecAsync("echo", "hello")).StandardOutput, Does.Contain("hello"));
        Assert.That(await ReadLogsAsync(TestContext.CurrentContext.CancellationToken), Does.Contain("the talker talks"));
    }

    [Test]
    public void Instance_tells_what_it_is_for()
    {
        Assert.That(Instance.Info.Origin!.Class, Is.EqualTo("Scenarios.SeveralUses"));
        Assert.That(Instance.Info.Origin!.Assembly, Is.EqualTo(GetType().Assembly.GetName().Name));
    }
}
