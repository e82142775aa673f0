using System.Text.Json;

namespace Allocator.Embedded;

internal static class ClusterTables
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static TableLayout Namespaces { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Status"), TableLayouts.Age],
        (obj, now) => [obj.Json.Member("status").Text("phase"), Ages.Since(obj, now)]);

    public static TableLayout Nodes { get; } = TableLayouts.Of(
        [
            .. TableLayouts.Texts("Status", "Roles"),
            TableLayouts.Age,
            .. TableLayouts.Texts("Version"),
            .. TableLayouts.Wide("Internal-IP", "External-IP", "OS-Image", "Kernel-Version", "Container-Runtime"),
        ],
        (obj, now) =>
        {
            var info = obj.Json.Member("status", "nodeInfo");
            return
            [
                NodeStatus(obj.Json),
                CellText.OrNone(Roles(obj)),
                Ages.Since(obj, now),
                info.Text("kubeletVersion"),
                CellText.OrNone(Address(obj.Json, "InternalIP")),
                CellText.OrNone(Address(obj.Json, "ExternalIP")),
                OrUnknown(info.Text("osImage")),
                OrUnknown(info.Text("kernelVersion")),
                OrUnknown(info.Text("containerRuntimeVersion")),
            ];
        });

    public static TableLayout Leases { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Holder"), TableLayouts.Age],
        (obj, now) => [obj.Json.Member("spec").Text("holderIdentity"), Ages.Since(obj, now)]);

    public static TableLayout ResourceQuotas { get; } = TableLayouts.Of(
        [TableLayouts.Age, .. TableLayouts.Texts("Request", "Limit")],
        (obj, now) => [Ages.Since(obj, now), Amounts(obj.Json, false), Amounts(obj.Json, true)]);

    public static TableLayout Bindings { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Role"), TableLayouts.Age, .. TableLayouts.Wide("Users", "Groups", "ServiceAccounts")],
        (obj, now) =>
        {
            var role = obj.Json.Member("roleRef");
            return
            [
                $"{role.Text("kind")}/{role.Text("name")}",
                Ages.Since(obj, now),
                Subjects(obj.Json, "User", subject => subject.Text("name")),
                Subjects(obj.Json, "Group", subject => subject.Text("name")),
                Subjects(obj.Json, "ServiceAccount", subject => $"{subject.Text("namespace")}/{subject.Text("name")}"),
            ];
        });

    private static string NodeStatus(JsonElement node)
    {
        var ready = node.Member("status", "conditions").Elements().LastOrDefault(condition => condition.Text("type") == "Ready");
        var status = ready.ValueKind != JsonValueKind.Object ? "Unknown" : ready.Text("status") == "True" ? "Ready" : "NotReady";
        return node.Member("spec").Flag("unschedulable") ? $"{status},SchedulingDisabled" : status;
    }

    private static string Roles(StoredObject node) => string.Join(",", node.Labels
        .Select(label => label.Key.StartsWith(RolePrefix, StringComparison.Ordinal) ? label.Key[RolePrefix.Length..]
            : label.Key == "kubernetes.io/role" ? label.Value
            : "")
        .Where(role => role.Length > 0).Distinct().Order(StringComparer.Ordinal));

    private static string Address(JsonElement node, string type) =>
        node.Member("status", "addresses").Elements().FirstOrDefault(address => address.Text("type") == type).Text("address");

    private static string OrUnknown(string text) => text.Length == 0 ? "<unknown>" : text;

    private static string Amounts(JsonElement quota, bool ofLimits)
    {
        var status = quota.Member("status");
        return string.Join(", ", status.Member("hard").Members()
            .Where(hard => hard.Name.StartsWith("limits.", StringComparison.Ordinal) == ofLimits)
            .OrderBy(hard => hard.Name, StringComparer.Ordinal)
            .Select(hard => $"{hard.Name}: {(status.Member("used").Text(hard.Name) is { Length: > 0 } used ? used : "0")}/{hard.Value.Text()}"));
    }

    private static string Subjects(JsonElement binding, string kind, Func<JsonElement, string> shown) =>
        string.Join(", ", binding.Member("subjects").Elements().Where(subject => subject.Text("kind") == kind).Select(shown));
}
