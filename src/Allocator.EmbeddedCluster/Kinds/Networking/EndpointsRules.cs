using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class EndpointsRules() : BuiltInRules(ResourceTypes.Endpoints)
{
    protected override void SetDefaults(JsonObject obj)
    {
        foreach (var subset in (obj.Array("subsets") ?? []).OfType<JsonObject>())
        {
            foreach (var port in (subset.Array("ports") ?? []).OfType<JsonObject>())
                port.Default("protocol", "TCP");
        }
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        foreach (var (i, subset) in obj.Member("subsets").Elements().Index())
        {
            var path = $"subsets[{i}]";
            if (!subset.Member("addresses").Elements().Concat(subset.Member("notReadyAddresses").Elements()).Any())
                yield return FieldError.Required(path, "must specify `addresses` or `notReadyAddresses`");
            var errors = Addresses(subset, "addresses", path).Concat(Addresses(subset, "notReadyAddresses", path)).Concat(Ports(subset, path));
            foreach (var error in errors)
                yield return error;
        }
    }

    private static IEnumerable<FieldError> Addresses(JsonElement subset, string member, string path) =>
        subset.Member(member).Elements().Index().SelectMany(address => Address(address.Item, $"{path}.{member}[{address.Index}]"));

    private static IEnumerable<FieldError> Address(JsonElement address, string path)
    {
        var text = address.Text("ip");
        var ip = AddressText.Parse(text);
        if (ip is null)
            yield return FieldError.InvalidText($"{path}.ip", text, AddressText.Problem);
        if (address.Has("hostname"))
        {
            foreach (var error in NameChecks.Check($"{path}.hostname", address.Text("hostname"), MetadataChecks.DnsLabelProblem))
                yield return error;
        }

        if (Special(ip) is { } problem && !IsOwn(ip))
            yield return FieldError.InvalidText($"{path}.ip", text, problem);
    }

    private static IEnumerable<FieldError> Ports(JsonElement subset, string path)
    {
        var ports = subset.Member("ports").Elements().ToList();
        foreach (var (i, port) in ports.Index())
        {
            var name = port.Text("name");
            if (name.Length == 0 && ports.Count > 1)
                yield return FieldError.Required($"{path}.ports[{i}].name");
            foreach (var error in name.Length == 0 ? [] : NameChecks.Check($"{path}.ports[{i}].name", name, MetadataChecks.DnsLabelProblem))
                yield return error;
            foreach (var error in NumberChecks.Port($"{path}.ports[{i}].port", port.Number("port") ?? 0))
                yield return error;
            if (port.Text("protocol") is var protocol and not ("TCP" or "UDP" or "SCTP"))
                yield return FieldError.Unsupported($"{path}.ports[{i}].protocol", protocol, "SCTP", "TCP", "UDP");
        }
    }

    // The pods of this cluster are there, except at the address of the machine itself.
    private static bool IsOwn(IPAddress? ip) =>
        ip is { AddressFamily: AddressFamily.InterNetwork } && IPAddress.IsLoopback(ip) && !ip.Equals(IPAddress.Loopback);

    private static string? Special(IPAddress? ip) =>
        ip is null ? "must be a valid IP address"
        : ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any) ? "may not be unspecified (0.0.0.0)"
        : IPAddress.IsLoopback(ip) ? "may not be in the loopback range (127.0.0.0/8)"
        : ip.IsIPv6LinkLocal || ip.ToString().StartsWith("169.254.", StringComparison.Ordinal) ? "may not be in the link-local range (169.254.0.0/16)"
        : ip.ToString().StartsWith("224.0.0.", StringComparison.Ordinal) ? "may not be in the link-local multicast range (224.0.0.0/24)"
        : null;
}
