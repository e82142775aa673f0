namespace Allocator;

/// <summary>What a run of scenarios came to.</summary>
/// <param name="ExitCode">The exit code of <c>dotnet test</c>.</param>
/// <param name="Output">All that it printed.</param>
/// <param name="Tests">The tests, none if the run was killed.</param>
internal sealed record ScenarioRunResult(int ExitCode, string Output, IReadOnlyList<ScenarioResult> Tests)
{
    /// <summary>The first error message in what was printed.</summary>
    public string FirstMessage
    {
        get
        {
            var from = Output.IndexOf("Error Message:", StringComparison.Ordinal);
            var to = Output.IndexOf("Stack Trace:", Math.Max(from, 0), StringComparison.Ordinal);
            Assert.True(from >= 0 && to > from, $"no error message was printed:\n{Output}");
            return Output[from..to];
        }
    }

    /// <summary>The only test whose name contains this.</summary>
    public ScenarioResult Test(string name) => Assert.Single(Tests, test => test.Name.Contains(name, StringComparison.Ordinal));
}
