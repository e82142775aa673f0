namespace Scenarios;

/// <summary>Makes an instance besides its fixture's, as an instance of the same class, and leaves it.</summary>
public sealed class Leaks(InstanceFixture<Leaky> fixture) : IClassFixture<InstanceFixture<Leaky>>
{
    [Fact]
    public async Task Something() =>
        Facts.Write(nameof(Leaks), await Leak.CreateAsync(fixture.Instance.Info.Origin, RunningTest.CancellationToken));
}
