using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the containers of a pod.</summary>
internal static class ContainerChecks
{
    private static readonly string[] s_protocols = ["SCTP", "TCP", "UDP"];

    public static IEnumerable<FieldError> Check(JsonElement containers, string path, IReadOnlySet<string> volumes)
    {
        if (!containers.Elements().Any())
            return [FieldError.Required(path)];
        var names = new HashSet<string>();
        return containers.Elements().Index().SelectMany(container => CheckOne(container.Item, $"{path}[{container.Index}]", volumes, names));
    }

    private static IEnumerable<FieldError> CheckOne(JsonElement container, string path, IReadOnlySet<string> volumes, HashSet<string> names)
    {
        var name = container.Text("name");
        if (name.Length == 0)
            yield return FieldError.Required($"{path}.name");
        foreach (var error in name.Length == 0 ? [] : NameChecks.Check($"{path}.name", name, MetadataChecks.DnsLabelProblem))
            yield return error;
        if (!names.Add(name))
            yield return FieldError.Duplicate($"{path}.name", name);
        if (container.Text("image").Length == 0)
            yield return FieldError.Required($"{path}.image");
        foreach (var error in ProbeChecks.Check(container, "livenessProbe", path).Concat(ProbeChecks.Check(container, "startupProbe", path)))
            yield return error;
        if (container.Text("terminationMessagePolicy") is var policy and not ("File" or "FallbackToLogsOnError"))
            yield return FieldError.InvalidText($"{path}.terminationMessagePolicy", policy, "must be 'File' or 'FallbackToLogsOnError'");
        var rest = ProbeChecks.Check(container, "readinessProbe", path)
            .Concat(PortErrors(container.Member("ports"), $"{path}.ports"))
            .Concat(EnvironmentChecks.Variables(container.Member("env"), $"{path}.env"))
            .Concat(EnvironmentChecks.Sources(container.Member("envFrom"), $"{path}.envFrom"))
            .Concat(MountChecks.Check(container.Member("volumeMounts"), $"{path}.volumeMounts", volumes))
            .Concat(PodSpecChecks.Choice(container, path, "imagePullPolicy", "Always", "IfNotPresent", "Never"))
            .Concat(ResourceChecks.Check(container.Member("resources"), $"{path}.resources"));
        foreach (var error in rest)
            yield return error;
    }

    private static IEnumerable<FieldError> PortErrors(JsonElement ports, string path)
    {
        var names = new HashSet<string>();
        foreach (var (i, port) in ports.Elements().Index())
        {
            if (port.Text("name") is { Length: > 0 } name)
            {
                var problems = NameChecks.Check($"{path}[{i}].name", name, NameChecks.PortName).ToList();
                foreach (var error in problems)
                    yield return error;
                if (problems.Count == 0 && !names.Add(name))
                    yield return FieldError.Duplicate($"{path}[{i}].name", name);
            }

            var number = port.Number("containerPort") ?? 0;
            var field = $"{path}[{i}].containerPort";
            foreach (var error in number == 0 ? [FieldError.Required(field)] : NumberChecks.Port(field, number))
                yield return error;
            foreach (var error in port.Number("hostPort") is { } hostPort ? NumberChecks.Port($"{path}[{i}].hostPort", hostPort) : [])
                yield return error;
            if (!s_protocols.Contains(port.Text("protocol")))
                yield return FieldError.Unsupported($"{path}[{i}].protocol", port.Text("protocol"), s_protocols);
        }
    }
}
