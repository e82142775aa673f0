using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The addresses of a service, which it has both as a text and as a list.</summary>
internal static class ServiceAddresses
{
    /// <summary>Takes over what a client left out that knows only one of the two.</summary>
    public static void TakeOver(JsonObject spec, JsonElement old)
    {
        var (address, oldAddress) = (spec.Text("clusterIP") ?? "", old.Text("clusterIP"));
        var oldList = old.Member("clusterIPs");
        var isSameList = spec.Array("clusterIPs") is { Count: > 0 } list && JsonNode.DeepEquals(list, JsonNode.Parse(Raw(oldList)));
        if (address == oldAddress)
        {
            if (oldList.Elements().Any() && spec.Array("clusterIPs") is not { Count: > 0 })
                spec["clusterIPs"] = JsonNode.Parse(Raw(oldList));
        }
        else if (address.Length == 0)
        {
            if (isSameList)
                spec.Remove("clusterIPs");
        }
        else if (isSameList || spec.Array("clusterIPs") is not { Count: > 0 })
        {
            spec["clusterIPs"] = new JsonArray(address);
        }

        var isToName = old.Text("type") is not ("" or "ExternalName") && spec.Text("type") == "ExternalName";
        if (!isToName || address != oldAddress)
            return;
        spec.Remove("clusterIP");
        spec.Remove("clusterIPs");
    }

    public static IEnumerable<FieldError> CheckType(JsonElement spec)
    {
        if (spec.Text("type") is "LoadBalancer" or "NodePort")
        {
            if (IsHeadless(spec))
                yield return FieldError.InvalidText("spec.clusterIPs[0]", "None", $"may not be set to 'None' for {spec.Text("type")} services");
            yield break;
        }

        if (spec.Text("type") != "ExternalName")
            yield break;
        if (spec.Member("clusterIPs").Elements().Any())
            yield return FieldError.Forbidden("spec.clusterIPs", "may not be set for ExternalName services");
        var name = spec.Text("externalName");
        name = name.EndsWith('.') ? name[..^1] : name;
        foreach (var error in name.Length == 0
            ? [FieldError.Required("spec.externalName")]
            : NameChecks.Check("spec.externalName", name, MetadataChecks.SubdomainProblem))
        {
            yield return error;
        }
    }

    public static IEnumerable<FieldError> Check(JsonElement spec)
    {
        if (spec.Text("type") == "ExternalName")
            yield break;
        var (address, list) = (spec.Text("clusterIP"), spec.Member("clusterIPs"));
        var addresses = list.Elements().Select(item => item.Text()).ToList();
        if (address.Length == 0 && addresses.Count > 0)
            yield return FieldError.Invalid("spec.clusterIPs", GoValues.List("string", list), "must be empty when clusterIP is empty");
        else if (address.Length > 0 && addresses.Count == 0)
            yield return FieldError.Required("spec.clusterIPs");
        else if (address.Length > 0 && addresses[0] != address)
            yield return FieldError.Invalid("spec.clusterIPs", GoValues.List("string", list), "element [0] must match clusterIP");
        foreach (var (i, item) in addresses.Index())
        {
            if ((i > 0 || item != "None") && AddressText.Parse(item) is null)
                yield return FieldError.InvalidText($"spec.clusterIPs[{i}]", item, AddressText.Problem);
        }

        foreach (var (i, external) in spec.Member("externalIPs").Elements().Index())
        {
            if (AddressText.Parse(external.Text()) is null)
                yield return FieldError.InvalidText($"spec.externalIPs[{i}]", external.Text(), AddressText.Problem);
        }
    }

    public static IEnumerable<FieldError> CheckUpdate(JsonElement spec, JsonElement old)
    {
        var isNamed = spec.Text("type") == "ExternalName" || old.Text("type") == "ExternalName";
        if (isNamed || (IsHeadless(spec) && IsHeadless(old)))
            yield break;
        var (list, before) = (spec.Member("clusterIPs"), old.Member("clusterIPs").Elements().Select(item => item.Text()).ToList());
        var now = list.Elements().Select(item => item.Text()).ToList();
        var shown = GoValues.List("string", list);
        if (now.Count == 0 && before.Count > 0)
        {
            yield return FieldError.Invalid("spec.clusterIPs[0]", shown, "primary clusterIP can not be unset");
        }
        else if (before.Count > 0 && now[0] != before[0])
        {
            yield return FieldError.Invalid("spec.clusterIPs[0]", shown, "may not change once set");
        }
    }

    public static bool IsHeadless(JsonElement spec) => spec.Member("clusterIPs").Elements().Select(item => item.Text()).SequenceEqual(["None"]);

    private static string Raw(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? "null" : element.GetRawText();
}
