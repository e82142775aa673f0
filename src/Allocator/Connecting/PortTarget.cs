using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>A port as pods have it: the same name may be another number in another pod.</summary>
/// <param name="Name">The declared name; null if only the number counts.</param>
/// <param name="Number">The number, where no name counts.</param>
/// <param name="MustBeDeclared">Whether only pods that declare the number have it.</param>
internal sealed record PortTarget(string? Name, int Number, bool MustBeDeclared)
{
    /// <summary>The port's number in this pod; null if the pod does not have it.</summary>
    public int? NumberIn(JsonObject pod)
    {
        if (Name is null && !MustBeDeclared)
            return Number;
        foreach (var port in DeclaredPort.Of(pod))
        {
            if (Name is null ? port.Number == Number : port.Name == Name)
                return port.Number;
        }

        return null;
    }

    /// <summary>What a caller's query means, given the instance's pods and Services.</summary>
    /// <exception cref="AllocatorException">There is no such port, or several; the message lists those there are.</exception>
    public static PortTarget Of(PortQuery query, string instance, IReadOnlyList<JsonObject> pods, IReadOnlyList<JsonObject> services)
    {
        var declared = pods.SelectMany(DeclaredPort.Of).DistinctBy(port => (port.Name, port.Number)).ToList();
        if (query.Number is { } number)
            return new PortTarget(null, number, declared.Exists(port => port.Number == number));
        if (query.Name is null)
        {
            return declared is [var only]
                ? new PortTarget(only.Name, only.Number, true)
                : throw new AllocatorException($"Instance '{instance}' declares {(declared.Count == 0 ? "no ports" : $"several ports: {List(declared)}")}. Say which one by ConnectAsync(number) or ConnectAsync(name).");
        }

        if (declared.Exists(port => port.Name == query.Name))
            return new PortTarget(query.Name, 0, true);
        foreach (var port in services.SelectMany(service => service.Items("spec", "ports")).Where(port => port.Text("name") == query.Name))
        {
            if (port.Text("targetPort") is { } targetName)
                return new PortTarget(targetName, 0, true);
            if ((port.Number("targetPort") ?? port.Number("port")) is { } target)
                return new PortTarget(null, (int)target, declared.Exists(other => other.Number == target));
        }

        throw new AllocatorException(
            $"Instance '{instance}' has no port named {query}; its pods declare {(declared.Count == 0 ? "none" : List(declared))}. " +
            "Use one of these, or ConnectAsync(number) for a port that is not declared.");
    }

    private static string List(IEnumerable<DeclaredPort> ports) => string.Join(", ", ports);
}
