namespace Allocator;

/// <summary>One test's result, as the trx file has it.</summary>
/// <param name="Name">The full names of the class and the method.</param>
/// <param name="Outcome"><c>Passed</c>, <c>Failed</c> or <c>NotExecuted</c>.</param>
/// <param name="Message">The error's or the skip's message.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Attachments">The paths of the files attached to it.</param>
internal sealed record ScenarioResult(string Name, string Outcome, string Message, string Output, IReadOnlyList<string> Attachments)
{
    /// <summary>Why it was skipped; where that stands differs from framework to framework.</summary>
    public string Reason => Message + Output;
}
