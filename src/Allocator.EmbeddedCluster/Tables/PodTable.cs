using System.Text.Json;

namespace Allocator.Embedded;

internal static class PodTable
{
    public static TableLayout Layout { get; } = TableLayouts.Of(
        [
            .. TableLayouts.Texts("Ready", "Status"),
            .. TableLayouts.Numbers("Restarts"),
            TableLayouts.Age,
            .. TableLayouts.Wide("IP", "Node", "Nominated Node", "Readiness Gates"),
        ],
        (obj, now) =>
        {
            var (spec, status) = (obj.Json.Member("spec"), obj.Json.Member("status"));
            var shown = PodStatusText.Of(obj);
            return
            [
                $"{shown.Ready}/{spec.Member("containers").Elements().Count()}",
                shown.Text,
                shown.Restarts,
                Ages.Since(obj, now),
                CellText.OrNone(Address(status)),
                CellText.OrNone(spec.Text("nodeName")),
                CellText.OrNone(status.Text("nominatedNodeName")),
                CellText.OrNone(""),
            ];
        });

    private static string Address(JsonElement status) =>
        status.Member("podIPs").Elements().Select(item => item.Text("ip")).FirstOrDefault() ?? status.Text("podIP");
}
