using System.Globalization;
using System.Text.Json;

namespace Allocator.Embedded;

internal static class NetworkTables
{
    private const int MostShown = 3;

    public static TableLayout Services { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Type", "Cluster-IP", "External-IP", "Port(s)"), TableLayouts.Age, .. TableLayouts.Wide("Selector")],
        (obj, now) =>
        {
            var spec = obj.Json.Member("spec");
            return
            [
                spec.Text("type"),
                CellText.OrNone(spec.Member("clusterIPs").Elements().Select(item => item.Text()).FirstOrDefault() ?? ""),
                spec.Text("type") == "ExternalName" ? spec.Text("externalName") : CellText.OrNone(""),
                CellText.OrNone(string.Join(",", spec.Member("ports").Elements().Select(Port))),
                Ages.Since(obj, now),
                CellText.Labels(spec.Member("selector")),
            ];
        });

    public static TableLayout Endpoints { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Endpoints"), TableLayouts.Age],
        (obj, now) => [Addresses(obj.Json.Member("subsets").Elements().ToList()), Ages.Since(obj, now)]);

    public static TableLayout Ingresses { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Class", "Hosts", "Address", "Ports"), TableLayouts.Age],
        (obj, now) =>
        {
            var spec = obj.Json.Member("spec");
            var addresses = obj.Json.Member("status", "loadBalancer", "ingress").Elements()
                .Select(item => item.Text("ip") is { Length: > 0 } ip ? ip : item.Text("hostname")).Where(text => text.Length > 0);
            return
            [
                CellText.OrNone(spec.Text("ingressClassName")),
                Hosts(spec.Member("rules").Elements().ToList()),
                string.Join(",", addresses),
                spec.Member("tls").Elements().Any() ? "80, 443" : "80",
                Ages.Since(obj, now),
            ];
        });

    public static TableLayout IngressClasses { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Controller", "Parameters"), TableLayouts.Age],
        (obj, now) => [obj.Json.Member("spec").Text("controller"), Parameters(obj.Json.Member("spec", "parameters")), Ages.Since(obj, now)]);

    public static TableLayout NetworkPolicies { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Pod-Selector"), TableLayouts.Age],
        (obj, now) => [CellText.Selector(obj.Json.Member("spec", "podSelector")), Ages.Since(obj, now)]);

    private static string Port(JsonElement port) => $"{CellText.Count(port, "port")}/{port.Text("protocol")}";

    private static string Addresses(List<JsonElement> subsets)
    {
        if (subsets.Count == 0)
            return CellText.OrNone("");
        var all = subsets.SelectMany(OfSubset).ToList();
        var shown = string.Join(",", all.Take(MostShown));
        return all.Count > MostShown ? $"{shown} + {all.Count - MostShown} more..." : shown;
    }

    private static IEnumerable<string> OfSubset(JsonElement subset)
    {
        var addresses = subset.Member("addresses").Elements().Select(address => address.Text("ip")).ToList();
        var ports = subset.Member("ports").Elements().Select(port => CellText.Count(port, "port")).ToList();
        return ports.Count == 0
            ? addresses
            : ports.SelectMany(port => addresses.Select(address =>
                (address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address) + ":" + port.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Hosts(List<JsonElement> rules)
    {
        var hosts = rules.Select(rule => rule.Text("host")).Where(host => host.Length > 0).ToList();
        var shown = hosts.Count == 0 ? "*" : string.Join(",", hosts.Take(MostShown));
        return hosts.Count > 0 && rules.Count > MostShown && hosts.Count >= MostShown ? $"{shown} + {rules.Count - MostShown} more..." : shown;
    }

    private static string Parameters(JsonElement parameters)
    {
        if (parameters.ValueKind != JsonValueKind.Object)
            return CellText.OrNone("");
        var group = parameters.Has("apiGroup") ? $".{parameters.Text("apiGroup")}" : "";
        return $"{parameters.Text("kind")}{group}/{parameters.Text("name")}";
    }
}
