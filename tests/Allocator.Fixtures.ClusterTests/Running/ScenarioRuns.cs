namespace Allocator;

/// <summary>Starts scenarios on the tests' cluster.</summary>
internal static class ScenarioRuns
{
    /// <summary>Starts the scenarios whose full names contain one of these.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="framework">The framework.</param>
    /// <param name="topic">What the services' names begin with, besides the framework's: nobody else has it.</param>
    /// <param name="classes">The classes, or what their names begin with.</param>
    /// <param name="settings">Further variables.</param>
    public static ScenarioRun Start(this ClusterFixture cluster, TestFramework framework, string topic, string[] classes, params (string Name, string? Value)[] settings)
    {
        var prefix = $"{framework.Name}-{topic}";
        var route = Route.To(cluster, settings.FirstOrDefault(setting => setting.Name == "ALLOCATOR_NAMESPACE").Value, ScenarioServices.Of(prefix));
        var environment = new Dictionary<string, string?>(route.Variables)
        {
            ["ALLOCATOR_IDENTITY"] = $"{framework.Name}@example.com",
            ["ALLOCATOR_SUMMARY"] = "",
            ["SCENARIO_SERVICE"] = prefix,
        };
        foreach (var (name, value) in settings)
            environment[name] = value;
        return ScenarioRun.Start(framework, string.Join('|', classes.Select(name => $"FullyQualifiedName~Scenarios.{name}")), environment, route);
    }
}
