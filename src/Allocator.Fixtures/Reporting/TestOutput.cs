namespace Allocator;

/// <summary>How a fixture tells a person something; called from any thread.</summary>
/// <param name="level">How much it matters.</param>
/// <param name="text">One line, or several.</param>
public delegate void TestOutput(TestOutputLevel level, string text);

/// <summary>How much a line of output matters.</summary>
public enum TestOutputLevel
{
    /// <summary>For who looks closer: progress, summaries.</summary>
    Detail,

    /// <summary>What must be seen: that a place is waited for, tests are skipped, an instance is kept, is lost, or was not destroyed.</summary>
    Notice,
}
