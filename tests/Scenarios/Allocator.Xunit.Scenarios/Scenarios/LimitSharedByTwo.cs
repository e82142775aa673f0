namespace Scenarios;

/// <summary>There is one place for it and <see cref="LimitSharedByOne"/>.</summary>
public sealed class LimitSharedByTwo(InstanceFixture<Shared> fixture) : IClassFixture<InstanceFixture<Shared>>
{
    [Fact]
    public async Task Has_the_only_place_for_a_while()
    {
        Assert.NotNull(fixture.Instance);
        await Task.Delay(TimeSpan.FromSeconds(3), RunningTest.CancellationToken);
    }
}
