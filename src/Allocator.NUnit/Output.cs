using NUnit.Framework;

namespace Allocator;

/// <summary>What `dotnet test` shows at once: standard error always, progress if it is told to be less quiet. The output of a set-up it never shows.</summary>
internal static class Output
{
    public static TestOutput OfCurrentTest()
    {
        // NUnit loses what is written by threads that are not of a test.
        var context = ExecutionContext.Capture()!;
        return (level, text) => ExecutionContext.Run(context, _ => (level == TestOutputLevel.Notice ? TestContext.Error : TestContext.Progress).WriteLine(text), null);
    }
}
