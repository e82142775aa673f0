using NUnit.Framework;
using NUnit.Framework.Internal;

namespace Allocator;

/// <summary>
/// A test class with an instance of its own: created before its first test, destroyed after its last one. A class with several <c>[TestFixture(…)]</c> has one for each.
/// A failed test's output, and a file attached to it, tell how the instance's pods are and what they wrote. Where there is no cluster the tests fail or are skipped, as
/// <see cref="FixtureOptions.WithoutCluster"/> says.
/// </summary>
/// <typeparam name="TService">The service.</typeparam>
[ReportFailedTests]
public abstract class InstanceTestBase<TService>
    where TService : ServiceDefinition, new()
{
    private FixtureAllocation? _allocation;

    /// <summary>The instance; there from the class' own <c>[OneTimeSetUp]</c> on.</summary>
    /// <exception cref="InvalidOperationException">It is asked for in a constructor, or, with <c>LifeCycle.InstancePerTestCase</c>, before a test.</exception>
    protected TestInstance Instance => (_allocation ?? throw new InvalidOperationException(
        $"{GetType().Name} has no instance yet. Use it in tests, in [SetUp] and in [OneTimeSetUp] (there not with LifeCycle.InstancePerTestCase), not in a constructor or an initializer.")).Instance;

    /// <inheritdoc cref="TestInstance.Secret"/>
    protected IReadOnlyDictionary<string, string> Secret => Instance.Secret;

    /// <inheritdoc cref="TestInstance.GetEndpoint"/>
    protected InstanceEndpoint GetEndpoint(string? port = null) => Instance.GetEndpoint(port);

    /// <inheritdoc cref="TestInstance.GetConnectionString"/>
    protected string GetConnectionString(string? name = null) => Instance.GetConnectionString(name);

    /// <inheritdoc cref="TestInstance.ExecAsync(string[])"/>
    protected Task<ExecResult> ExecAsync(params string[] command) => Instance.ExecAsync(command);

    /// <inheritdoc cref="TestInstance.ExecAsync(IReadOnlyList{string}, CancellationToken)"/>
    protected Task<ExecResult> ExecAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) => Instance.ExecAsync(command, cancellationToken);

    /// <inheritdoc cref="TestInstance.ReadLogsAsync"/>
    protected Task<string> ReadLogsAsync(CancellationToken cancellationToken = default) => Instance.ReadLogsAsync(cancellationToken);

    /// <summary>
    /// Changes the settings, which come from the environment and <c>allocator.json</c>. Called once, before the instance is created; with <c>LifeCycle.InstancePerTestCase</c> on an
    /// object of the class that runs no test.
    /// </summary>
    /// <param name="options">The settings.</param>
    protected virtual void Configure(FixtureOptions options)
    {
    }

    /// <summary>Creates the instance. NUnit calls it; static, as LifeCycle.InstancePerTestCase wants it.</summary>
    /// <exception cref="AllocatorException">There is no instance; the message is the whole diagnosis.</exception>
    [OneTimeSetUp]
    protected static Task AllocateInstanceAsync()
    {
        var context = TestExecutionContext.CurrentContext;
        var tests = context.TestObject as InstanceTestBase<TService>;
        var allocation = FixtureAllocation.Of(context.CurrentTest, new TService(), tests is null ? ConfigureOfObjectOf(context.CurrentTest) : tests.Configure);
        tests?._allocation = allocation;
        return allocation.StartAsync();
    }

    /// <summary>Finds the class' instance for this object. NUnit calls it.</summary>
    [SetUp]
    protected void TakeInstance() => _allocation ??= FixtureAllocation.Around(TestExecutionContext.CurrentContext.CurrentTest).First();

    /// <summary>Destroys the instance, or keeps it. NUnit calls it, after the class' own <c>[OneTimeTearDown]</c>.</summary>
    /// <exception cref="AllocatorException">Something of the instance is still there, and <see cref="FixtureOptions.FailOnLeftovers"/> is set.</exception>
    [OneTimeTearDown]
    protected static Task ReleaseInstanceAsync() => FixtureAllocation.EndAsync(TestExecutionContext.CurrentContext.CurrentTest);

    // When NUnit makes an object for each test, there is none yet.
    private static Action<FixtureOptions> ConfigureOfObjectOf(Test fixture) => options =>
    {
        var tests = (InstanceTestBase<TService>)fixture.TypeInfo!.Construct(fixture.Arguments);
        using (tests as IDisposable)
            tests.Configure(options);
    };
}
