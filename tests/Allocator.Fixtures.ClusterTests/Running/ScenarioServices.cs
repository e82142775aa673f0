namespace Allocator;

/// <summary>The services of the scenarios, under the names that a run gives them.</summary>
internal static class ScenarioServices
{
    // Here the names have no beginning: the variable that gives it is set for the scenarios' process only.
    private static readonly ServiceDefinition[] s_all = [new Talker(), new Unpullable(), new Quick(), new Leaky(), new Shared(), new Held(), new HeldByAll()];

    public static ServiceDefinition[] Of(string prefix) => [.. s_all.Select(service => new Named(prefix + service.Name, service))];

    private sealed class Named(string name, ServiceDefinition service) : ServiceDefinition
    {
        public override string Name => name;

        public override void Configure(ServiceOptions options) => service.Configure(options);
    }
}
