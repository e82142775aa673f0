using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class NetworkPolicyRules() : BuiltInRules(ResourceTypes.NetworkPolicies)
{
    protected override void SetDefaults(JsonObject obj)
    {
        var spec = obj.Child("spec");
        if (!spec.ContainsKey("policyTypes"))
            spec["policyTypes"] = spec.ContainsKey("egress") ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
        foreach (var rule in (spec.Array("ingress") ?? []).Concat(spec.Array("egress") ?? []).OfType<JsonObject>())
        {
            foreach (var port in (rule.Array("ports") ?? []).OfType<JsonObject>())
                port.Default("protocol", "TCP");
        }
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        return LabelChecks.Selector(spec.Member("podSelector"), "spec.podSelector")
            .Concat(Rules(spec, "ingress", "from"))
            .Concat(Rules(spec, "egress", "to"))
            .Concat(from type in spec.Member("policyTypes").Elements().Index()
                    where type.Item.Text() is not ("Ingress" or "Egress")
                    select FieldError.Unsupported($"spec.policyTypes[{type.Index}]", type.Item.Text(), "Ingress", "Egress"));
    }

    private static IEnumerable<FieldError> Rules(JsonElement spec, string member, string peers)
    {
        foreach (var (i, rule) in spec.Member(member).Elements().Index())
        {
            var path = $"spec.{member}[{i}]";
            var errors = rule.Member("ports").Elements().Index().SelectMany(port => Port(port.Item, $"{path}.ports[{port.Index}]"))
                .Concat(rule.Member(peers).Elements().Index().SelectMany(peer => Peer(peer.Item, $"{path}.{peers}[{peer.Index}]")));
            foreach (var error in errors)
                yield return error;
        }
    }

    private static IEnumerable<FieldError> Port(JsonElement port, string path) =>
        (port.Text("protocol") is "TCP" or "UDP" or "SCTP"
            ? (IEnumerable<FieldError>)[]
            : [FieldError.Unsupported($"{path}.protocol", port.Text("protocol"), "TCP", "UDP", "SCTP")])
        .Concat(port.TryMember("port", out var number) ? NumberChecks.PortOrName($"{path}.port", number) : []);

    private static IEnumerable<FieldError> Peer(JsonElement peer, string path)
    {
        foreach (var member in (string[])["podSelector", "namespaceSelector"])
        {
            foreach (var error in LabelChecks.Selector(peer.Member(member), $"{path}.{member}"))
                yield return error;
        }

        var hasBlock = peer.TryMember("ipBlock", out var block);
        if (hasBlock && !IPNetwork.TryParse(block.Text("cidr"), out _))
        {
            yield return block.Text("cidr").Length == 0
                ? FieldError.Required($"{path}.ipBlock.cidr")
                : FieldError.InvalidText($"{path}.ipBlock.cidr", block.Text("cidr"), "not a valid CIDR");
        }

        var selectors = peer.Has("podSelector") || peer.Has("namespaceSelector");
        if (!hasBlock && !selectors)
            yield return FieldError.Required(path, "must specify a peer");
        else if (hasBlock && selectors)
            yield return FieldError.Forbidden(path, "may not specify both ipBlock and another peer");
    }
}
