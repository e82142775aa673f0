namespace Scenarios;

/// <summary>A service whose name begins as the environment says, so that runs at the same time do not meet in limits.</summary>
public abstract class ScenarioService(string suffix, string template) : ServiceDefinition
{
    /// <summary>The environment variable with the beginning of the names.</summary>
    public const string Variable = "SCENARIO_SERVICE";

    protected const string ConfigMap = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Name }}
        """;

    private protected const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Name }}
        spec:
          template:
            spec:
              terminationGracePeriodSeconds: 0
              containers:
              - name: main
                image: IMAGE
                command: ["sh", "-c", "while true; do echo the talker talks; sleep 1; done"]
        """;

    public sealed override string Name => $"{Environment.GetEnvironmentVariable(Variable)}-{suffix}";

    public override void Configure(ServiceOptions options) => options.Template = template;
}

/// <summary>A pod that says something every second.</summary>
public sealed class Talker() : ScenarioService("talker", Deployment.Replace("IMAGE", "registry.local/busybox:1.35", StringComparison.Ordinal));

/// <summary>A pod whose image nobody has.</summary>
public sealed class Unpullable() : ScenarioService("unpullable", Deployment.Replace("IMAGE", "registry.local/no-such-image:9", StringComparison.Ordinal));

/// <summary>There at once, as often as wanted.</summary>
public sealed class Quick() : ScenarioService("quick", ConfigMap);

/// <summary>There at once, for the tests of one class.</summary>
public sealed class Leaky() : ScenarioService("leaky", ConfigMap);

/// <summary>There at once, but only one at a time.</summary>
public abstract class SingleService(string suffix) : ScenarioService(suffix, ConfigMap)
{
    public override void Configure(ServiceOptions options)
    {
        base.Configure(options);
        options.MaxInstances = 1;
    }
}

/// <summary>One after the other has it.</summary>
public sealed class Shared() : SingleService("shared");

/// <summary>What encloses a class has it.</summary>
public sealed class Held() : SingleService("held");

/// <summary>The whole test assembly has it.</summary>
public sealed class HeldByAll() : SingleService("heldbyall");
