using System.Diagnostics.CodeAnalysis;

namespace Scenarios;

/// <summary>Has a property of its own where the base class has one, as classes have that were there before.</summary>
[TestClass]
public sealed class OwnContext : InstanceTestBase<OwnContext, Quick>
{
    [SuppressMessage("Design", "MSTEST0036:Do not use shadowing", Justification = "It is what this is about.")]
    public new TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Fails()
    {
        Facts.Write(nameof(OwnContext), Instance.Name);
        Assert.Fail("failed on purpose");
    }
}
