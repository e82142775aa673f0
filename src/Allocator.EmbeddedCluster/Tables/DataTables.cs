using System.Text.Json;

namespace Allocator.Embedded;

internal static class DataTables
{
    public static TableLayout ConfigMaps { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Data"), TableLayouts.Age],
        (obj, now) => [Count(obj.Json, "data") + Count(obj.Json, "binaryData"), Ages.Since(obj, now)]);

    public static TableLayout Secrets { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Type", "Data"), TableLayouts.Age],
        (obj, now) => [obj.Json.Text("type"), Count(obj.Json, "data"), Ages.Since(obj, now)]);

    public static TableLayout ServiceAccounts { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Secrets"), TableLayouts.Age],
        (obj, now) => [(long)obj.Json.Member("secrets").Elements().Count(), Ages.Since(obj, now)]);

    public static TableLayout Claims { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Status", "Volume", "Capacity", "Access Modes", "StorageClass"), TableLayouts.Age, .. TableLayouts.Wide("VolumeMode")],
        (obj, now) =>
        {
            var (spec, status) = (obj.Json.Member("spec"), obj.Json.Member("status"));
            var isBound = spec.Has("volumeName");
            return
            [
                CellText.Phase(obj),
                spec.Text("volumeName"),
                isBound ? status.Member("capacity").Amount("storage")?.ToString() ?? "0" : "",
                isBound ? Modes(status) : "",
                spec.Text("storageClassName"),
                Ages.Since(obj, now),
                VolumeMode(spec),
            ];
        });

    public static TableLayout Volumes { get; } = TableLayouts.Of(
        [
            .. TableLayouts.Texts("Capacity", "Access Modes", "Reclaim Policy", "Status", "Claim", "StorageClass", "Reason"),
            TableLayouts.Age,
            .. TableLayouts.Wide("VolumeMode"),
        ],
        (obj, now) =>
        {
            var (spec, status) = (obj.Json.Member("spec"), obj.Json.Member("status"));
            return
            [
                spec.Member("capacity").Amount("storage")?.ToString() ?? "0",
                Modes(spec),
                spec.Text("persistentVolumeReclaimPolicy"),
                CellText.Phase(obj),
                spec.TryMember("claimRef", out var claim) ? $"{claim.Text("namespace")}/{claim.Text("name")}" : "",
                spec.Text("storageClassName"),
                status.Text("reason"),
                Ages.Since(obj, now),
                VolumeMode(spec),
            ];
        });

    public static TableLayout StorageClasses { get; } = new(
        [
            TableLayouts.Name,
            .. TableLayouts.Texts("Provisioner", "ReclaimPolicy", "VolumeBindingMode", "AllowVolumeExpansion"),
            TableLayouts.Age,
        ],
        (obj, now) =>
        [
            obj.Name + (IsDefault(obj.Json.Member("metadata", "annotations")) ? " (default)" : ""),
            obj.Json.Text("provisioner"),
            obj.Json.Text("reclaimPolicy"),
            obj.Json.Text("volumeBindingMode"),
            obj.Json.Flag("allowVolumeExpansion"),
            Ages.Since(obj, now),
        ]);

    private static bool IsDefault(JsonElement annotations) =>
        annotations.Text("storageclass.kubernetes.io/is-default-class") == "true"
        || annotations.Text("storageclass.beta.kubernetes.io/is-default-class") == "true";

    private static long Count(JsonElement obj, string member) => obj.Member(member).Members().Count();

    private static string Modes(JsonElement parent) => AccessModes.Short(parent.Member("accessModes").Elements().Select(mode => mode.Text()));

    private static string VolumeMode(JsonElement spec) => spec.Has("volumeMode") ? spec.Text("volumeMode") : "<unset>";
}
