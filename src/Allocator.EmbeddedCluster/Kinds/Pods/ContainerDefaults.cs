using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Completes a container.</summary>
internal static class ContainerDefaults
{
    public static void Set(JsonObject container)
    {
        container.Default("imagePullPolicy", ImageReference.IsLatest(container.Text("image") ?? "") ? "Always" : "IfNotPresent");
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        foreach (var port in (container.Array("ports") ?? []).OfType<JsonObject>())
            port.Default("protocol", "TCP");
        foreach (var variable in (container.Array("env") ?? []).OfType<JsonObject>())
            SetFieldVersion(variable.Object("valueFrom"));
        foreach (var name in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container.Object(name) is { } probe)
                SetProbe(probe);
        }
    }

    /// <summary>Completes what refers to a field of the pod.</summary>
    public static void SetFieldVersion(JsonObject? source) => source?.Object("fieldRef")?.Default("apiVersion", "v1");

    private static void SetProbe(JsonObject probe)
    {
        probe.Default("timeoutSeconds", 1);
        probe.Default("periodSeconds", 10);
        probe.Default("successThreshold", 1);
        probe.Default("failureThreshold", 3);
        if (probe.Object("httpGet") is not { } get)
            return;
        get.Default("path", "/");
        get.Default("scheme", "HTTP");
    }
}
