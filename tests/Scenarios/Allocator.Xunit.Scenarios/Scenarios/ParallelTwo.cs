namespace Scenarios;

/// <summary>Ends only when <see cref="ParallelOne"/> has its instance as well.</summary>
public sealed class ParallelTwo(InstanceFixture<Quick> fixture) : IClassFixture<InstanceFixture<Quick>>
{
    [Fact]
    public async Task Has_an_instance_of_its_own()
    {
        Facts.Write(nameof(ParallelTwo), fixture.Instance.Name);
        Assert.NotEqual(fixture.Instance.Name, await Facts.ReadAsync(nameof(ParallelOne), RunningTest.CancellationToken));
    }
}
