namespace Allocator;

/// <summary>The frameworks that have scenarios, as a theory's data.</summary>
public sealed class Frameworks : TheoryData<TestFramework>
{
    public Frameworks() => AddRange(TestFramework.Xunit, TestFramework.XunitV3, TestFramework.NUnit, TestFramework.MSTest);
}
