using Xunit;

namespace Allocator;

/// <summary>
/// What fixtures have in common: the instances are allocated before the first test that the fixture is for, and destroyed after the last one. Derive from
/// <see cref="InstanceFixture{TService}"/> or from one of those with several services.
/// </summary>
public abstract partial class InstanceFixtureBase : IAsyncLifetime
{
    /// <summary>The fixture's instances, independent of the test framework.</summary>
    public TestAllocation Allocation { get; }

    /// <summary>Sets settings in code; they win over the environment and <c>allocator.json</c>.</summary>
    /// <param name="options">The settings so far.</param>
    protected virtual void Configure(FixtureOptions options)
    {
    }

    private protected TestInstance InstanceOf<TService>()
        where TService : ServiceDefinition
    {
        NoteUse();
        return Allocation.SkipReason is { } reason ? throw new TestSkippedException(reason) : Allocation.Get<TService>();
    }

    /// <summary>Runners show only the type of what a fixture throws at its end, so the message goes where the output does as well.</summary>
    private async Task EndAsync()
    {
        try
        {
            await Allocation.DisposeAsync().ConfigureAwait(false);
        }
        catch (AllocatorException failure)
        {
            Write(TestOutputLevel.Notice, failure.Message);
            throw;
        }
    }
}
