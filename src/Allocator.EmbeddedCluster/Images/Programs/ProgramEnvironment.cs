namespace Allocator.Embedded;

/// <summary>The environment of a container that is a process.</summary>
internal static class ProgramEnvironment
{
    public static IReadOnlyDictionary<string, string> Of(ContainerSetup setup)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in setup.Environment)
            environment[name] = setup.Mounts.Replace(value);
        environment.TryAdd("PATH", Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin");
        environment.TryAdd("POD_IP", setup.PodAddress.ToString());
        return environment;
    }
}
