using System.Collections.Concurrent;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace Allocator;

/// <summary>
/// Tells fixtures which tests fail, and adds to the output of a failed one, and to its attachments, what the instances that it may use were doing. The package puts it on the test assembly, unless
/// the project has <c>&lt;AllocatorReportInstances&gt;false&lt;/AllocatorReportInstances&gt;</c> or <c>&lt;GenerateAssemblyInfo&gt;false&lt;/GenerateAssemblyInfo&gt;</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ReportInstancesAttribute : BeforeAfterTestAttribute
{
    private const string Attachment = "allocator";

    private static readonly ConcurrentDictionary<string, long> s_started = new();

    /// <inheritdoc />
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        s_started[test.UniqueID] = TimeProvider.System.GetTimestamp();
        foreach (var fixture in FixtureTests.Of(TestContext.Current))
            fixture.NoteStart(test);
    }

    /// <inheritdoc />
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);

        // Where the assembly and the class both have the attribute, one of them reports.
        if (!s_started.TryRemove(test.UniqueID, out var started))
            return;
        var context = TestContext.Current;
        var fixtures = FixtureTests.Of(context);
        foreach (var fixture in fixtures)
            fixture.NoteEnd(test);
        if (fixtures.Count > 0 && context.TestState?.Result == TestResult.Failed && !context.CancellationToken.IsCancellationRequested)
            Report([.. fixtures.Select(fixture => fixture.Allocation)], TimeProvider.System.GetElapsedTime(started), context);
    }

    private static void Report(IReadOnlyList<TestAllocation> allocations, TimeSpan testTime, ITestContext context)
    {
        foreach (var allocation in allocations)
            allocation.ReportFailure();

        // xUnit has no asynchronous form of this; a thread of the pool does not wait for one of the test's.
        var reports = Task.Run(() => Task.WhenAll(allocations.Select(allocation => allocation.ReportAsync(testTime, context.CancellationToken)))).GetAwaiter().GetResult();
        var text = string.Join("\n", reports.Where(report => report.Length > 0));
        if (text.Length == 0)
            return;
        context.TestOutputHelper?.WriteLine(text);
        context.AddAttachment(Attachment, text, replaceExistingValue: true);
    }
}
