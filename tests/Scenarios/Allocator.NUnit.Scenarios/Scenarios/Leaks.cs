namespace Scenarios;

/// <summary>Makes an instance besides its own, as an instance of the same class, and leaves it.</summary>
public sealed class Leaks : InstanceTestBase<Leaky>
{
    [Test]
    public async Task Something() =>
        Facts.Write(nameof(Leaks), await Leak.CreateAsync(Instance.Info.Origin, TestContext.CurrentContext.CancellationToken));
}
