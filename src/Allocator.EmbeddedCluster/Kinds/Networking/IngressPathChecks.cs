using System.Text.Json;

namespace Allocator.Embedded;

internal static class IngressPathChecks
{
    private static readonly string[] s_forbidden = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] s_forbiddenEnds = ["/..", "/."];

    public static IEnumerable<FieldError> Check(JsonElement entry, string path)
    {
        if (!entry.Has("pathType"))
            return [FieldError.Required($"{path}.pathType", "pathType must be specified")];
        return OfType(entry.Text("pathType"), entry.Text("path"), path)
            .Concat(IngressBackendChecks.Check(entry.Member("backend"), $"{path}.backend"));
    }

    private static IEnumerable<FieldError> OfType(string type, string text, string path) => type switch
    {
        "Exact" or "Prefix" => Absolute(text, path)
            .Concat(s_forbidden.Where(part => text.Contains(part, StringComparison.Ordinal))
                .Select(part => FieldError.InvalidText($"{path}.path", text, $"must not contain '{part}'")))
            .Concat(s_forbiddenEnds.Where(end => text.EndsWith(end, StringComparison.Ordinal))
                .Select(end => FieldError.InvalidText($"{path}.path", text, $"cannot end with '{end}'"))),
        "ImplementationSpecific" => text.Length == 0 ? [] : Absolute(text, path),
        _ => [FieldError.Unsupported($"{path}.pathType", type, "Exact", "ImplementationSpecific", "Prefix")],
    };

    private static IEnumerable<FieldError> Absolute(string text, string path) =>
        text.StartsWith('/') ? [] : [FieldError.InvalidText($"{path}.path", text, "must be an absolute path")];
}
