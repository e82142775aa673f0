using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Where clients inside the cluster reach a port: at a Service, which stays when pods are replaced, or else at the pod itself.</summary>
internal static class ServiceAddress
{
    public static (string Host, int Port) Find(IReadOnlyList<JsonObject> services, JsonObject pod, int number)
    {
        foreach (var service in services.Where(service => Selects(service, pod)))
        {
            foreach (var port in service.Items("spec", "ports"))
            {
                if (TargetIn(pod, port) == number && service.Text("spec", "clusterIP") is { } address and not "None" && port.Number("port") is { } servicePort)
                    return (address, (int)servicePort);
            }
        }

        return (pod.Text("status", "podIP") ?? "", number);
    }

    private static bool Selects(JsonObject service, JsonObject pod) =>
        service.Object("spec", "selector") is { Count: > 0 } selector
        && selector.All(label => pod.Label(label.Key) == selector.Text(label.Key));

    private static long? TargetIn(JsonObject pod, JsonObject port) => port.Text("targetPort") is { } name
        ? DeclaredPort.Of(pod).Where(declared => declared.Name == name).Select(declared => (long?)declared.Number).FirstOrDefault()
        : port.Number("targetPort") ?? port.Number("port");
}
