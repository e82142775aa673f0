using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What a pod can be told of itself: <c>fieldRef</c> and <c>resourceFieldRef</c>.</summary>
internal sealed record PodFields(StoredObject Pod, string PodAddress, string HostAddress, NodeCapacity Capacity)
{
    private static readonly BigInteger s_one = 1_000_000_000;

    /// <exception cref="ConfigurationException">There is no such field.</exception>
    public string Field(string path)
    {
        var metadata = Pod.Json.Member("metadata");
        if (Subscript(path, "metadata.labels") is { } label)
            return metadata.Member("labels").Text(label);
        if (Subscript(path, "metadata.annotations") is { } annotation)
            return metadata.Member("annotations").Text(annotation);
        return path switch
        {
            "metadata.name" => Pod.Name,
            "metadata.namespace" => Pod.Namespace,
            "metadata.uid" => Pod.Uid,
            "metadata.labels" => Listed(metadata.Member("labels")),
            "metadata.annotations" => Listed(metadata.Member("annotations")),
            "spec.nodeName" => Pod.Json.Member("spec").Text("nodeName"),
            "spec.serviceAccountName" => Pod.Json.Member("spec").Text("serviceAccountName"),
            "status.hostIP" => HostAddress,
            "status.podIP" or "status.podIPs" => PodAddress,
            _ => throw new ConfigurationException($"unsupported fieldPath: {path}"),
        };
    }

    /// <summary>A limit or request of a container, in units of the divisor, rounded up. A limit that is not set is what the node has.</summary>
    /// <exception cref="ConfigurationException">There is no such container or resource.</exception>
    public string Resource(JsonElement reference, string container)
    {
        var (named, resource) = (reference.Text("containerName"), reference.Text("resource"));
        if (named.Length == 0)
            named = container;
        var spec = Pod.Json.Member("spec");
        var resources = spec.Member("containers").Elements().Concat(spec.Member("initContainers").Elements())
            .FirstOrDefault(candidate => candidate.Text("name") == named) is { ValueKind: JsonValueKind.Object } found
            ? found.Member("resources")
            : throw new ConfigurationException($"container {named} not found");
        if (resource.Split('.', 2) is not [("limits" or "requests") and var kind, var name])
            throw new ConfigurationException($"unsupported container resource : {resource}");
        var amount = Amount(resources.Member(kind), name) ?? (kind == "limits" ? Capacity.Of(name) : null) ?? BigInteger.Zero;
        var divisor = Quantity.TryParse(reference.Text("divisor"), out var quantity, out _) && !quantity.Nanos.IsZero ? quantity.Nanos : s_one;
        return ((amount + divisor - 1) / divisor).ToString(CultureInfo.InvariantCulture);
    }

    private static BigInteger? Amount(JsonElement amounts, string name) =>
        Quantity.TryParse(amounts.Text(name), out var quantity, out _) ? quantity.Nanos : null;

    private static string? Subscript(string path, string of) =>
        path.StartsWith(of + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal) ? path[(of.Length + 2)..^2] : null;

    private static string Listed(JsonElement texts) => string.Join('\n', texts.Members().OrderBy(member => member.Name, StringComparer.Ordinal)
        .Select(member => $"{member.Name}=\"{Escape(member.Value.Text())}\""));

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
