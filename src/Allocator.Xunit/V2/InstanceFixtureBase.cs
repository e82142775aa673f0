using Xunit.Abstractions;

namespace Allocator;

public abstract partial class InstanceFixtureBase
{
    private readonly IMessageSink? _diagnosticMessageSink;

    private protected InstanceFixtureBase(IReadOnlyList<ServiceDefinition> services, IMessageSink? diagnosticMessageSink)
    {
        _diagnosticMessageSink = diagnosticMessageSink;
        Allocation = new TestAllocation(FixtureScope.Of(GetType()), services, Configure, Write);
    }

    /// <summary>Allocates the instances. Who overrides it calls it first.</summary>
    /// <exception cref="AllocatorException">An instance is not there; the message is the whole diagnosis.</exception>
    public virtual Task InitializeAsync() => Allocation.StartAsync();

    /// <summary>Destroys or keeps the instances. Who overrides it calls it last.</summary>
    /// <exception cref="AllocatorException">Something is left, and <see cref="FixtureOptions.FailOnLeftovers"/> says that this is a failure.</exception>
    public virtual Task DisposeAsync() => EndAsync();

    // xUnit v2 tells no fixture which test runs.
    private static void NoteUse()
    {
    }

    private void Write(TestOutputLevel level, string text)
    {
        if (level == TestOutputLevel.Notice)
            Console.Error.WriteLine(text);
        _diagnosticMessageSink?.OnMessage(new DiagnosticMessage(text));
    }
}
