using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with where an ingress leads.</summary>
internal static class IngressBackendChecks
{
    public static IEnumerable<FieldError> Check(JsonElement backend, string path)
    {
        var (hasService, hasResource) = (backend.TryMember("service", out var service), backend.TryMember("resource", out var resource));
        if (hasService && hasResource)
            return [FieldError.InvalidText(path, "", "cannot set both resource and service backends")];
        return hasResource ? Reference(resource, $"{path}.resource")
            : hasService ? Service(service, path)
            : [FieldError.InvalidText(path, "", "resource or service backend is required")];
    }

    /// <summary>A reference to an object of any kind.</summary>
    public static IEnumerable<FieldError> Reference(JsonElement reference, string path)
    {
        if (reference.Has("apiGroup"))
        {
            foreach (var error in NameChecks.Check($"{path}.apiGroup", reference.Text("apiGroup"), MetadataChecks.SubdomainProblem))
                yield return error;
        }

        foreach (var member in (string[])["kind", "name"])
        {
            foreach (var error in reference.Text(member) is { Length: > 0 } text
                ? NameChecks.Check($"{path}.{member}", text, NameChecks.PathSegmentProblem)
                : [FieldError.Required($"{path}.{member}", $"{member} is required")])
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<FieldError> Service(JsonElement service, string path)
    {
        var port = service.Member("port");
        var (name, number) = (port.Text("name"), port.Number("number") ?? 0);
        return (service.Text("name") is { Length: > 0 } serviceName
                ? NameChecks.Check($"{path}.service.name", serviceName, MetadataChecks.Rfc1035Problem)
                : [FieldError.Required($"{path}.service.name")])
            .Concat((name.Length > 0, number != 0) switch
            {
                (true, true) => [FieldError.InvalidText(path, "", "cannot set both port name & port number")],
                (true, false) => NameChecks.Check($"{path}.service.port.name", name, NameChecks.PortName),
                (false, true) => NumberChecks.Port($"{path}.service.port.number", number),
                _ => [FieldError.Required(path, "port name or number is required")],
            });
    }
}
