namespace Scenarios;

/// <summary>To MSTest such a test is still in progress when its clean-up runs.</summary>
[TestClass]
public sealed class TimesOut : InstanceTestBase<TimesOut, Quick>
{
    [TestMethod]
    [Timeout(500)]
    public async Task Always()
    {
        Facts.Write(nameof(TimesOut), Instance.Name);
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
    }
}
