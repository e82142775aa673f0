namespace Scenarios;

/// <summary>Ends only when <see cref="ParallelTwo"/> has its instance as well.</summary>
public sealed class ParallelOne(InstanceFixture<Quick> fixture) : IClassFixture<InstanceFixture<Quick>>
{
    [Fact]
    public async Task Has_an_instance_of_its_own()
    {
        Facts.Write(nameof(ParallelOne), fixture.Instance.Name);
        Assert.NotEqual(fixture.Instance.Name, await Facts.ReadAsync(nameof(ParallelTwo), RunningTest.CancellationToken));
    }
}
