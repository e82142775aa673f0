using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with a probe of a container.</summary>
internal static class ProbeChecks
{
    private static readonly string[] s_handlers = ["exec", "httpGet", "tcpSocket"];

    public static IEnumerable<FieldError> Check(JsonElement container, string member, string path)
    {
        if (!container.TryMember(member, out var probe))
            return [];
        path = $"{path}.{member}";
        return Handlers(probe, path)
            .Concat(NumberChecks.NotNegative(
                probe, path, "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"))
            .Concat(member != "readinessProbe" && probe.Number("successThreshold") is { } threshold and not 1
                ? [NumberChecks.Invalid($"{path}.successThreshold", threshold, "must be 1")]
                : []);
    }

    private static IEnumerable<FieldError> Handlers(JsonElement probe, string path)
    {
        var found = s_handlers.Where(handler => probe.Has(handler)).ToList();
        if (found.Count == 0)
            return [FieldError.Required(path, "must specify a handler type")];
        return Handler(probe.Member(found[0]), $"{path}.{found[0]}", found[0])
            .Concat(found.Skip(1).Select(handler => FieldError.Forbidden($"{path}.{handler}", "may not specify more than 1 handler type")));
    }

    private static IEnumerable<FieldError> Handler(JsonElement handler, string path, string kind) => kind switch
    {
        "exec" => handler.Member("command").Elements().Any() ? [] : [FieldError.Required($"{path}.command")],
        "tcpSocket" => NumberChecks.PortOrName($"{path}.port", handler.Member("port")),
        _ => NumberChecks.PortOrName($"{path}.port", handler.Member("port"))
            .Concat(handler.Text("scheme") is var scheme and not ("HTTP" or "HTTPS")
                ? [FieldError.Unsupported($"{path}.scheme", scheme, "HTTP", "HTTPS")]
                : []),
    };
}
