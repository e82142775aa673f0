using Xunit;

namespace Allocator;

public abstract partial class InstanceFixtureBase
{
    private readonly ITestContext _context = TestContext.Current;
    private readonly FixtureTests _tests;

    private protected InstanceFixtureBase(IReadOnlyList<ServiceDefinition> services)
    {
        Allocation = new TestAllocation(FixtureScope.Of(_context, GetType()), services, Configure, Write);
        _tests = new FixtureTests(_context, Allocation);
    }

    /// <summary>Allocates the instances. Who overrides it calls it first.</summary>
    /// <exception cref="AllocatorException">An instance is not there; the message is the whole diagnosis.</exception>
    public virtual async ValueTask InitializeAsync()
    {
        _tests.Begin();
        await Allocation.StartAsync(TestContext.Current.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Destroys or keeps the instances. Who overrides it calls it last.</summary>
    /// <exception cref="AllocatorException">Something is left, and <see cref="FixtureOptions.FailOnLeftovers"/> says that this is a failure.</exception>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _tests.EndAsync(Write).ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
    }

    private void NoteUse() => _tests.NoteUse(TestContext.Current);

    private void Write(TestOutputLevel level, string text)
    {
        if (level == TestOutputLevel.Notice)
            Console.Error.WriteLine(text);
        _context.SendDiagnosticMessage(text);
    }
}
