using Xunit.Abstractions;

namespace Allocator;

public partial class InstanceFixture<TService>
{
    /// <summary>Makes the fixture; xUnit does.</summary>
    /// <param name="diagnosticMessageSink">What xUnit gives to a fixture that asks for it: it shows progress. A derived class that does not pass it on has none.</param>
    public InstanceFixture(IMessageSink? diagnosticMessageSink = null)
        : base([new TService()], diagnosticMessageSink)
    {
    }
}

public partial class InstanceFixture<TService1, TService2>
{
    /// <inheritdoc cref="InstanceFixture{TService}(IMessageSink)" />
    public InstanceFixture(IMessageSink? diagnosticMessageSink = null)
        : base([new TService1(), new TService2()], diagnosticMessageSink)
    {
    }
}

public partial class InstanceFixture<TService1, TService2, TService3>
{
    /// <inheritdoc cref="InstanceFixture{TService}(IMessageSink)" />
    public InstanceFixture(IMessageSink? diagnosticMessageSink = null)
        : base([new TService1(), new TService2(), new TService3()], diagnosticMessageSink)
    {
    }
}
