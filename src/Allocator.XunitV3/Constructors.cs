namespace Allocator;

public partial class InstanceFixture<TService>
{
    /// <summary>Makes the fixture; xUnit does.</summary>
    public InstanceFixture()
        : base([new TService()])
    {
    }
}

public partial class InstanceFixture<TService1, TService2>
{
    /// <inheritdoc cref="InstanceFixture{TService}()" />
    public InstanceFixture()
        : base([new TService1(), new TService2()])
    {
    }
}

public partial class InstanceFixture<TService1, TService2, TService3>
{
    /// <inheritdoc cref="InstanceFixture{TService}()" />
    public InstanceFixture()
        : base([new TService1(), new TService2(), new TService3()])
    {
    }
}
