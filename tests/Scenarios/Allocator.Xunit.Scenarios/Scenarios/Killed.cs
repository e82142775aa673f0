namespace Scenarios;

/// <summary>Waits for a signal.</summary>
public sealed class Killed(InstanceFixture<Quick> fixture) : IClassFixture<InstanceFixture<Quick>>
{
    [Fact]
    public async Task While_it_has_an_instance()
    {
        Facts.Write(nameof(Killed), fixture.Instance.Name);
        Facts.WriteProcess();
        await Task.Delay(TimeSpan.FromMinutes(2), RunningTest.CancellationToken);
    }
}
