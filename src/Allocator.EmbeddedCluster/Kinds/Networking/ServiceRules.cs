using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class ServiceRules() : BuiltInRules(ResourceTypes.Services)
{
    private const int AffinitySeconds = 10800;

    public override string? NameProblem(string name) => MetadataChecks.Rfc1035Problem(name);

    public override void PrepareCreate(JsonObject obj)
    {
        obj.Remove("status");
        var spec = obj.Child("spec");
        DropDisabled(spec);
        if (spec.Text("clusterIP") is { Length: > 0 } address && spec.Array("clusterIPs") is not { Count: > 0 })
            spec["clusterIPs"] = new JsonArray(address);
    }

    public override void PrepareUpdate(JsonObject obj, JsonElement old)
    {
        var spec = obj.Child("spec");
        ServiceAddresses.TakeOver(spec, old.Member("spec"));
        DropDisabled(spec);
    }

    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) =>
        ServiceAddresses.CheckUpdate(obj.Member("spec"), old.Member("spec"));

    protected override void SetDefaults(JsonObject obj)
    {
        var spec = obj.Child("spec");
        spec.Default("sessionAffinity", "None");
        if (spec.Text("sessionAffinity") == "None")
            spec.Remove("sessionAffinityConfig");
        else if (spec.Text("sessionAffinity") == "ClientIP")
            spec.Child("sessionAffinityConfig").Child("clientIP").Default("timeoutSeconds", AffinitySeconds);
        spec.Default("type", "ClusterIP");
        foreach (var port in (spec.Array("ports") ?? []).OfType<JsonObject>())
        {
            port.Default("protocol", "TCP");
            if (port["targetPort"] is null || port["targetPort"]!.ToJsonString() is "0" or "\"\"")
                port["targetPort"] = port["port"]?.DeepClone() ?? 0;
        }

        if (spec.Text("type") is "NodePort" or "LoadBalancer")
            spec.Default("externalTrafficPolicy", "Cluster");
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        return ServicePortChecks.Needed(spec)
            .Concat(ServiceAddresses.CheckType(spec))
            .Concat(ServicePortChecks.Check(spec))
            .Concat(LabelChecks.Labels(spec.Member("selector"), "spec.selector"))
            .Concat(PodSpecChecks.Choice(spec, "spec", "sessionAffinity", "ClientIP", "None"))
            .Concat(ServiceAddresses.Check(spec))
            .Concat(PodSpecChecks.Choice(spec, "spec", "type", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"))
            .Concat(ServicePortChecks.CheckNodePorts(spec))
            .Concat(ServicePortChecks.CheckDuplicates(spec))
            .Concat(TrafficErrors(spec));
    }

    protected override IEnumerable<string> Unsupported(JsonElement obj) => UnsupportedFeatures.Services.Find(obj);

    private static IEnumerable<FieldError> TrafficErrors(JsonElement spec) =>
        spec.Text("externalTrafficPolicy") is { Length: > 0 } policy && spec.Text("type") is not ("NodePort" or "LoadBalancer")
            ? [FieldError.InvalidText(
                "spec.externalTrafficPolicy", policy, "ExternalTrafficPolicy can only be set on NodePort and LoadBalancer service")]
            : [];

    // Features that 1.20 does not have switched on.
    private static void DropDisabled(JsonObject spec)
    {
        foreach (var member in (ReadOnlySpan<string>)["ipFamilies", "ipFamilyPolicy", "topologyKeys", "allocateLoadBalancerNodePorts"])
            spec.Remove(member);
        if (spec.Array("clusterIPs") is { Count: > 1 } addresses)
            spec["clusterIPs"] = new JsonArray(addresses[0]!.DeepClone());
    }
}
