namespace Scenarios;

/// <summary>Makes an instance besides its own, as an instance of the same class, and leaves it.</summary>
[TestClass]
public sealed class Leaks : InstanceTestBase<Leaks, Leaky>
{
    [TestMethod]
    public async Task Something() =>
        Facts.Write(nameof(Leaks), await Leak.CreateAsync(Instance.Info.Origin, TestContext.CancellationToken));
}
