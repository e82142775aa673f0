using System.Diagnostics.CodeAnalysis;

namespace Allocator;

/// <summary>
/// A test class with an instance of its own: created before its first test, destroyed after its last one.
/// <code>
/// [TestClass]
/// public sealed class StockTests : InstanceTestBase&lt;StockTests, Postgres&gt;
/// </code>
/// A failed test's output, and a file attached to it, tell how the instance's pods are and what they wrote. Where there is no cluster the tests fail or are skipped (inconclusive), as
/// <see cref="FixtureOptions.WithoutCluster"/> says. The class changes the settings by <see cref="IFixtureConfiguration"/>.
/// </summary>
/// <typeparam name="TSelf">The derived class: what is static in MSTest is its own by this.</typeparam>
/// <typeparam name="TService">The service.</typeparam>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "MSTest calls them on the derived class.")]
public abstract class InstanceTestBase<TSelf, TService>
    where TSelf : InstanceTestBase<TSelf, TService>
    where TService : ServiceDefinition, new()
{
    private static ClassAllocation? s_allocation;

    private readonly long _startedAt = TimeProvider.System.GetTimestamp();

    /// <summary>The test's context. MSTest sets it.</summary>
    public TestContext TestContext { get; set; } = null!;

    /// <summary>The instance; there from the class' own <c>[ClassInitialize]</c> on.</summary>
    /// <exception cref="InvalidOperationException">It is asked for outside of the class' tests.</exception>
    protected static TestInstance Instance => (s_allocation ?? throw new InvalidOperationException(
        $"{typeof(TSelf).Name} has no instance yet. Use it in tests, in [TestInitialize] and in [ClassInitialize], not in static initializers.")).Instance;

    /// <inheritdoc cref="TestInstance.Secret"/>
    protected static IReadOnlyDictionary<string, string> Secret => Instance.Secret;

    /// <inheritdoc cref="TestInstance.GetEndpoint"/>
    protected static InstanceEndpoint GetEndpoint(string? port = null) => Instance.GetEndpoint(port);

    /// <inheritdoc cref="TestInstance.GetConnectionString"/>
    protected static string GetConnectionString(string? name = null) => Instance.GetConnectionString(name);

    /// <inheritdoc cref="TestInstance.ExecAsync(string[])"/>
    protected static Task<ExecResult> ExecAsync(params string[] command) => Instance.ExecAsync(command);

    /// <inheritdoc cref="TestInstance.ExecAsync(IReadOnlyList{string}, CancellationToken)"/>
    protected static Task<ExecResult> ExecAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) => Instance.ExecAsync(command, cancellationToken);

    /// <inheritdoc cref="TestInstance.ReadLogsAsync"/>
    protected static Task<string> ReadLogsAsync(CancellationToken cancellationToken = default) => Instance.ReadLogsAsync(cancellationToken);

    /// <summary>Creates the instance. MSTest calls it, before the class' own <c>[ClassInitialize]</c>.</summary>
    /// <param name="context">The class' context.</param>
    /// <exception cref="AllocatorException">There is no instance; the message is the whole diagnosis.</exception>
    /// <exception cref="InvalidOperationException">The test class names another class than itself as <typeparamref name="TSelf"/>.</exception>
    [ClassInitialize(InheritanceBehavior.BeforeEachDerivedClass)]
    public static Task AllocateInstanceAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        s_allocation = new ClassAllocation(typeof(TSelf), new TService(), context);
        return s_allocation.StartAsync(context.CancellationToken);
    }

    /// <summary>Writes how the instance is into a failed test's output. MSTest calls it, after the class' own <c>[TestCleanup]</c>.</summary>
    [TestCleanup]
    public Task ReportFailedTestAsync() => s_allocation?.ReportFailedTestAsync(ContextOfTest, TimeProvider.System.GetElapsedTime(_startedAt)) ?? Task.CompletedTask;

    /// <summary>Destroys the instance, or keeps it. MSTest calls it, after the class' own <c>[ClassCleanup]</c>.</summary>
    /// <param name="context">The class' context.</param>
    /// <exception cref="AllocatorException">Something of the instance is still there, and <see cref="FixtureOptions.FailOnLeftovers"/> is set.</exception>
    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task ReleaseInstanceAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (s_allocation is { } allocation && ClassAllocation.IsOf(typeof(TSelf), context))
            await allocation.EndAsync(context).ConfigureAwait(false);
    }

    // MSTest sets the property of the most derived class; one that hides ours leaves ours empty.
    private TestContext ContextOfTest => TestContext ?? (TestContext)GetType().GetProperty(nameof(TestContext))!.GetValue(this)!;
}
