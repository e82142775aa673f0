namespace Allocator.Embedded;

/// <summary>Makes what a container is started with.</summary>
internal static class ContainerSetups
{
    /// <exception cref="ConfigurationException">Something that it refers to is absent.</exception>
    public static ContainerSetup Make(PodRuntime pod, ContainerSlot slot)
    {
        var (stored, spec) = (pod.Pod, slot.Spec);
        var skipped = new List<string>();
        var given = GivenEnvironment.Of(stored, pod.Parts.Core.Store, pod.Parts.Options.ApiServer());
        var environment = new EnvironmentBuilder(pod.References, pod.Fields, given).Build(spec.Json, skipped);
        var (command, arguments) = (Texts(spec, "command", environment), Texts(spec, "args", environment));
        // A container engine adds it, so nothing can refer to it.
        environment.TryAdd("HOSTNAME", stored.Name);
        foreach (var keys in skipped)
            pod.Tell(true, "InvalidEnvironmentVariableNames", keys, slot);
        var directory = pod.Parts.Directories.Container(stored.Uid, spec.Name);
        Directory.CreateDirectory(directory);
        var message = Path.Join(directory, "termination-message");
        File.WriteAllText(message, "");
        return new(stored.Namespace, stored.Name, stored.Uid, spec.Name, spec.Image, pod.Address)
        {
            Command = command,
            Arguments = arguments,
            Environment = environment,
            WorkingDirectory = spec.Json.Text("workingDir") is { Length: > 0 } workingDirectory ? workingDirectory : null,
            Mounts = MountList.Of(spec.Json, pod.Volumes, KeyValuePair.Create(spec.TerminationMessagePath, message)),
            TerminationMessageFile = message,
            TerminationMessageFallsBackToLog = spec.TerminationMessageFallsBackToLog,
            OwnDirectory = Path.Join(directory, "root"),
        };
    }

    private static IReadOnlyList<string> Texts(ContainerSpec spec, string member, IReadOnlyDictionary<string, string> environment) =>
        [.. spec.Json.Member(member).Elements().Select(text => VariableExpansion.Expand(text.Text(), environment))];
}
