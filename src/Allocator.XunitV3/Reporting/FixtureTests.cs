using System.Collections.Concurrent;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Allocator;

/// <summary>
/// The tests that a fixture is for, and which of them did not end well. xUnit calls no <see cref="ReportInstancesAttribute"/> after a test whose constructor or InitializeAsync failed, or which took
/// too long: of those it is only known that they have used the fixture, or have begun, and never came to their end.
/// </summary>
internal sealed class FixtureTests(ITestContext owner, TestAllocation allocation)
{
    private static readonly ConcurrentDictionary<FixtureTests, bool> s_active = new();

    private readonly string? _owner = owner.TestClass?.UniqueID ?? owner.TestCollection?.UniqueID ?? owner.TestAssembly?.UniqueID;
    private readonly ConcurrentDictionary<string, string> _unfinished = new();

    public TestAllocation Allocation => allocation;

    /// <summary>Those of the fixtures that live now which the test may use: its class's, its collection's and its assembly's.</summary>
    public static IReadOnlyList<FixtureTests> Of(ITestContext test) => [.. s_active.Keys.Where(fixture => fixture.IsFor(test))];

    public void Begin() => s_active.TryAdd(this, true);

    /// <summary>A test has used the fixture, perhaps in its constructor.</summary>
    public void NoteUse(ITestContext context)
    {
        if (context is { Test: not null, TestState: null, TestMethod: IXunitTestMethod method } && method.BeforeAfterTestAttributes.Any(attribute => attribute is ReportInstancesAttribute))
            NoteStart(context.Test);
    }

    public void NoteStart(ITest test) => _unfinished.TryAdd(test.UniqueID, test.TestDisplayName);

    public void NoteEnd(ITest test) => _unfinished.TryRemove(test.UniqueID, out _);

    /// <summary>Reports the tests that have not ended as failed; their own output is closed, so the report goes elsewhere.</summary>
    public async Task EndAsync(TestOutput output)
    {
        s_active.TryRemove(this, out _);
        if (_unfinished.IsEmpty || TestContext.Current.CancellationToken.IsCancellationRequested)
            return;
        allocation.ReportFailure();
        var report = await allocation.ReportAsync().ConfigureAwait(false);
        output(TestOutputLevel.Notice, $"{allocation.Scope.Name}: failed before or after their bodies: {string.Join(", ", _unfinished.Values)}\n{report}");
    }

    private bool IsFor(ITestContext test) =>
        _owner is not null && (_owner == test.TestClass?.UniqueID || _owner == test.TestCollection?.UniqueID || _owner == test.TestAssembly?.UniqueID);
}
