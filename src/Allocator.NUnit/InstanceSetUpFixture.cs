using NUnit.Framework;
using NUnit.Framework.Internal;

namespace Allocator;

/// <summary>
/// An instance for all test classes of a namespace and those below it, or, outside of any namespace, of the assembly. Derive a class and give it <c>[SetUpFixture]</c>:
/// <code>
/// [SetUpFixture]
/// public sealed class Database : InstanceSetUpFixture&lt;Database, Postgres&gt;;
/// </code>
/// Tests use <c>Database.Instance</c>. A failed test's output, and a file attached to it, tell how the instance's pods are and what they wrote.
/// </summary>
/// <typeparam name="TSelf">The derived class.</typeparam>
/// <typeparam name="TService">The service.</typeparam>
[ReportFailedTests]
public abstract class InstanceSetUpFixture<TSelf, TService>
    where TSelf : InstanceSetUpFixture<TSelf, TService>
    where TService : ServiceDefinition, new()
{
    private static FixtureAllocation? s_allocation;

    /// <summary>The instance; there in every test of the namespace.</summary>
    /// <exception cref="InvalidOperationException">It is asked for outside of the namespace, or before its set-up.</exception>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "It is called on the derived class.")]
    public static TestInstance Instance => (s_allocation ?? throw new InvalidOperationException(
        $"{typeof(TSelf).Name} has no instance here. It has one for the tests in the namespace {typeof(TSelf).Namespace ?? "of the assembly"} and below; does {typeof(TSelf).Name} have [SetUpFixture]?")).Instance;

    /// <summary>Changes the settings, which come from the environment and <c>allocator.json</c>. Called once, before the instance is created.</summary>
    /// <param name="options">The settings.</param>
    protected virtual void Configure(FixtureOptions options)
    {
    }

    /// <summary>Creates the instance. NUnit calls it.</summary>
    /// <exception cref="AllocatorException">There is no instance; the message is the whole diagnosis.</exception>
    [OneTimeSetUp]
    protected Task AllocateInstanceAsync()
    {
        s_allocation = FixtureAllocation.Of(TestExecutionContext.CurrentContext.CurrentTest, new TService(), Configure);
        return s_allocation.StartAsync();
    }

    /// <summary>Destroys the instance, or keeps it. NUnit calls it, after all tests of the namespace.</summary>
    /// <exception cref="AllocatorException">Something of the instance is still there, and <see cref="FixtureOptions.FailOnLeftovers"/> is set.</exception>
    [OneTimeTearDown]
    protected static Task ReleaseInstanceAsync() => FixtureAllocation.EndAsync(TestExecutionContext.CurrentContext.CurrentTest);
}
