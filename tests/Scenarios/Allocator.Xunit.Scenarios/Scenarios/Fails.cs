namespace Scenarios;

public sealed class Fails(InstanceFixture<Talker> fixture) : IClassFixture<InstanceFixture<Talker>>
{
    [Fact]
    public async Task On_purpose()
    {
        Facts.Write(nameof(Fails), fixture.Instance.Name);

        // Long enough for the talker to say something.
        await Task.Delay(TimeSpan.FromSeconds(2), RunningTest.CancellationToken);
        Assert.Fail("failed on purpose");
    }
}
