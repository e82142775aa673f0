using System.Diagnostics.CodeAnalysis;

namespace Allocator;

/// <summary>The allocation of a test class.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "EndAsync ends it.")]
internal sealed class ClassAllocation
{
    private readonly TestAllocation _allocation;
    private bool _isStarted;
    private bool _isTested;
    private bool _isReported;

    public ClassAllocation(Type tests, ServiceDefinition service, TestContext context)
    {
        if (!IsOf(tests, context))
            throw new InvalidOperationException(WrongSelf(tests, context.FullyQualifiedTestClassName));
        _allocation = new TestAllocation(new TestScope(tests.Assembly, tests.FullName!), [service], ConfigurationOf(tests), OutputOf(context));
    }

    public TestInstance Instance => _allocation.Instance;

    /// <summary>Whether MSTest runs these tests, not a class derived from them, which would share what is static.</summary>
    public static bool IsOf(Type tests, TestContext context) => context.FullyQualifiedTestClassName == tests.FullName;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _allocation.StartAsync(cancellationToken).ConfigureAwait(false);
        if (_allocation.SkipReason is { } reason)
            Assert.Inconclusive(reason);
        _isStarted = true;
    }

    /// <summary>How the instance is and what it wrote: into the output of a test that failed, and into a file attached to it.</summary>
    public async Task ReportFailedTestAsync(TestContext test, TimeSpan logsOfLast)
    {
        _isTested = true;
        if (!HasFailed(test.CurrentTestOutcome))
            return;
        _isReported = true;
        _allocation.ReportFailure();
        var report = await _allocation.ReportAsync(logsOfLast).ConfigureAwait(false);
        test.WriteLine(report);
        var file = Path.Combine(Path.GetTempPath(), $"{Instance.Name}-{test.TestName}-{Guid.NewGuid():N}.txt");
        await File.WriteAllTextAsync(file, report).ConfigureAwait(false);
        test.AddResultFile(file);
    }

    public async Task EndAsync(TestContext context)
    {
        // No test could tell: the class' own set-up, a constructor or the clean-up of the last test failed. What is written here is in the output of the last test.
        if (_isStarted && !_isReported && HasFailedOutsideOfTests(context.CurrentTestOutcome))
        {
            _allocation.ReportFailure();
            context.WriteLine(await _allocation.ReportAsync().ConfigureAwait(false));
        }

        await _allocation.DisposeAsync().ConfigureAwait(false);
    }

    // A test that is still in progress has run into its timeout.
    private static bool HasFailed(UnitTestOutcome outcome) => outcome is not (UnitTestOutcome.Passed or UnitTestOutcome.Inconclusive or UnitTestOutcome.Ignored);

    // The outcome is the last test's; it is in progress if no test has run, or if the last one was ignored.
    private bool HasFailedOutsideOfTests(UnitTestOutcome outcome) => outcome == UnitTestOutcome.InProgress ? !_isTested : HasFailed(outcome);

    private static Action<FixtureOptions>? ConfigurationOf(Type tests) => tests.IsAssignableTo(typeof(IFixtureConfiguration))
        ? tests.GetInterfaceMap(typeof(IFixtureConfiguration)).TargetMethods.Single().CreateDelegate<Action<FixtureOptions>>()
        : null;

    // `dotnet test` shows warnings at once, and the rest if it is told to be less quiet.
    private static TestOutput OutputOf(TestContext context) =>
        (level, text) => context.DisplayMessage(level == TestOutputLevel.Notice ? MessageLevel.Warning : MessageLevel.Informational, text);

    private static string WrongSelf(Type self, string tests) =>
        $"{tests} derives from InstanceTestBase<{self.Name}, …>, so its instance would be that of {self.Name}. A test class names itself: derive from InstanceTestBase<{tests}, …>; "
        + "what several classes share goes into an abstract class of the form Shared<TSelf> : InstanceTestBase<TSelf, …> where TSelf : Shared<TSelf>";
}
