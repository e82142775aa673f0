using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the ports of a service.</summary>
internal static class ServicePortChecks
{
    private static readonly string[] s_protocols = ["SCTP", "TCP", "UDP"];

    public static IEnumerable<FieldError> Needed(JsonElement spec) =>
        spec.Member("ports").Elements().Any() || ServiceAddresses.IsHeadless(spec) || spec.Text("type") == "ExternalName"
            ? []
            : [FieldError.Required("spec.ports")];

    public static IEnumerable<FieldError> Check(JsonElement spec)
    {
        var ports = spec.Member("ports").Elements().ToList();
        var names = new HashSet<string>();
        return ports.Index().SelectMany(port => CheckOne(port.Item, $"spec.ports[{port.Index}]", ports.Count > 1, names));
    }

    public static IEnumerable<FieldError> CheckNodePorts(JsonElement spec) => spec.Text("type") != "ClusterIP"
        ? []
        : from port in spec.Member("ports").Elements().Index()
          where port.Item.Has("nodePort")
          select FieldError.Forbidden($"spec.ports[{port.Index}].nodePort", "may not be used when `type` is 'ClusterIP'");

    public static IEnumerable<FieldError> CheckDuplicates(JsonElement spec)
    {
        var found = new HashSet<(string, long)>();
        foreach (var (i, port) in spec.Member("ports").Elements().Index())
        {
            var (protocol, number) = (port.Text("protocol"), port.Number("port") ?? 0);
            if (!found.Add((protocol, number)))
                yield return new($"spec.ports[{i}]", "FieldValueDuplicate", $"Duplicate value: {Shown(protocol, number)}");
        }
    }

    private static IEnumerable<FieldError> CheckOne(JsonElement port, string path, bool needsName, HashSet<string> names)
    {
        var name = port.Text("name");
        if (name.Length > 0)
        {
            foreach (var error in NameChecks.Check($"{path}.name", name, MetadataChecks.DnsLabelProblem))
                yield return error;
            if (!names.Add(name))
                yield return FieldError.Duplicate($"{path}.name", name);
        }
        else if (needsName)
        {
            yield return FieldError.Required($"{path}.name");
        }

        foreach (var error in NumberChecks.Port($"{path}.port", port.Number("port") ?? 0))
            yield return error;
        if (!s_protocols.Contains(port.Text("protocol")))
            yield return FieldError.Unsupported($"{path}.protocol", port.Text("protocol"), s_protocols);
        foreach (var error in NumberChecks.PortOrName($"{path}.targetPort", port.Member("targetPort")))
            yield return error;
        if (port.Has("appProtocol"))
        {
            foreach (var error in NameChecks.Check($"{path}.appProtocol", port.Text("appProtocol"), MetadataChecks.KeyProblems))
                yield return error;
        }
    }

    private static string Shown(string protocol, long port) =>
        $"core.ServicePort{{Name:\"\", Protocol:{GoValues.Quote(protocol)}, AppProtocol:(*string)(nil), Port:{port}, " +
        "TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:\"\"}, NodePort:0}";
}
