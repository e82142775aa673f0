using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Turns an Ingress's v1beta1 backends into those of v1.</summary>
internal static class IngressLift
{
    public static void Lift(JsonObject spec)
    {
        spec.Rename("backend", "defaultBackend");
        if (spec.ObjectAt("defaultBackend") is { } backend)
            LiftBackend(backend);
        foreach (var path in spec.ObjectsAt("rules").SelectMany(static rule => rule.ObjectsAt("http", "paths")))
        {
            path.TryAdd("pathType", "ImplementationSpecific");
            if (path.ObjectAt("backend") is { } target)
                LiftBackend(target);
        }
    }

    private static void LiftBackend(JsonObject backend)
    {
        var service = new JsonObject();
        if (backend.Remove("serviceName", out var name))
            service["name"] = name;
        if (backend.Remove("servicePort", out var port))
            service["port"] = new JsonObject { [port.Kind() == JsonValueKind.Number ? "number" : "name"] = port };
        if (service.Count > 0)
            backend["service"] = service;
    }
}
