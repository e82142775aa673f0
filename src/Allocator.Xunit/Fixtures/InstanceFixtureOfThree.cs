namespace Allocator;

/// <summary>An instance of each of three services, which are allocated at once.</summary>
/// <typeparam name="TService1">The first service.</typeparam>
/// <typeparam name="TService2">The second service.</typeparam>
/// <typeparam name="TService3">The third service.</typeparam>
public partial class InstanceFixture<TService1, TService2, TService3> : InstanceFixtureBase
    where TService1 : ServiceDefinition, new()
    where TService2 : ServiceDefinition, new()
    where TService3 : ServiceDefinition, new()
{
    /// <summary>The instance of a service.</summary>
    /// <typeparam name="TService">One of the fixture's services.</typeparam>
    /// <exception cref="AllocatorException">Set-up has failed or is not done, or there is no such service; the failure of the set-up is thrown again.</exception>
    public TestInstance Get<TService>()
        where TService : ServiceDefinition => InstanceOf<TService>();
}
