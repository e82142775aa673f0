using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Allocator;

/// <summary>The allocation of one fixture as NUnit counts them: a class with its arguments, or a set-up fixture.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "EndAsync ends it.")]
internal sealed class FixtureAllocation
{
    private static readonly ConcurrentDictionary<string, FixtureAllocation> s_running = new();

    private readonly TestAllocation _allocation;
    private bool _isStarted;

    private FixtureAllocation(TestAllocation allocation) => _allocation = allocation;

    public TestInstance Instance => _allocation.Instance;

    public static FixtureAllocation Of(ITest fixture, ServiceDefinition service, Action<FixtureOptions> configure)
    {
        var enclosing = fixture.Parent is { } parent ? Around(parent).FirstOrDefault() : null;
        var scope = new TestScope(fixture.TypeInfo!.Type.Assembly, fixture.FullName, enclosing?._allocation.Scope);
        return s_running[fixture.Id] = new FixtureAllocation(new TestAllocation(scope, [service], configure, Output.OfCurrentTest()));
    }

    /// <summary>The allocations that a test is within, the innermost first.</summary>
    public static IEnumerable<FixtureAllocation> Around(ITest test)
    {
        for (var at = test; at is not null; at = at.Parent)
        {
            if (s_running.TryGetValue(at.Id, out var allocation))
                yield return allocation;
        }
    }

    public static async Task EndAsync(ITest fixture)
    {
        if (s_running.TryRemove(fixture.Id, out var allocation))
            await allocation.EndAsync().ConfigureAwait(false);
    }

    public async Task StartAsync()
    {
        await _allocation.StartAsync(TestContext.CurrentContext.CancellationToken).ConfigureAwait(false);
        if (_allocation.SkipReason is { } reason)
            Assert.Ignore(reason);
        _isStarted = true;
    }

    /// <summary>How the instance is and what it wrote: into the output of the test at hand, and into a file attached to it.</summary>
    public async Task ReportAsync(TimeSpan logsOfLast)
    {
        var report = await _allocation.ReportAsync(logsOfLast).ConfigureAwait(false);
        await TestContext.Out.WriteLineAsync(report).ConfigureAwait(false);
        var file = Path.Combine(Path.GetTempPath(), $"{Instance.Name}-{TestContext.CurrentContext.Test.ID}.txt");
        await File.WriteAllTextAsync(file, report).ConfigureAwait(false);
        TestContext.AddTestAttachment(file, $"Pods, events and logs of instance '{Instance.Name}'");
    }

    private async Task EndAsync()
    {
        var outcome = TestContext.CurrentContext.Result.Outcome;
        if (outcome.Status == TestStatus.Failed)
            _allocation.ReportFailure();

        // The fixture's own set-up failed, after ours: no test has run that could show it.
        if (_isStarted && outcome is { Status: TestStatus.Failed, Site: FailureSite.SetUp })
            await TestContext.Error.WriteLineAsync(await _allocation.ReportAsync().ConfigureAwait(false)).ConfigureAwait(false);
        await _allocation.DisposeAsync().ConfigureAwait(false);
    }
}
