using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class IngressRules() : BuiltInRules(ResourceTypes.Ingresses)
{
    private const string NoWildcard =
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric " +
        "characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is " +
        "'\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    public override void PrepareCreate(JsonObject obj) => obj.Remove("status");

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        var rules = spec.Member("rules").Elements().ToList();
        if (rules.Count == 0 && !spec.Has("defaultBackend"))
            yield return FieldError.Invalid("spec", "[]networking.IngressRule(nil)", "either `defaultBackend` or `rules` must be specified");
        if (spec.TryMember("defaultBackend", out var backend))
        {
            foreach (var error in IngressBackendChecks.Check(backend, "spec.defaultBackend"))
                yield return error;
        }

        foreach (var error in rules.Index().SelectMany(rule => Rule(rule.Item, $"spec.rules[{rule.Index}]")).Concat(Tls(spec.Member("tls"))))
            yield return error;
        if (spec.Has("ingressClassName"))
        {
            foreach (var error in NameChecks.Check("spec.ingressClassName", spec.Text("ingressClassName"), MetadataChecks.SubdomainProblem))
                yield return error;
        }
    }

    private static IEnumerable<FieldError> Rule(JsonElement rule, string path)
    {
        if (rule.Text("host") is { Length: > 0 } host)
        {
            if (AddressText.Parse(host) is not null)
                yield return FieldError.InvalidText($"{path}.host", host, "must be a DNS name, not an IP address");
            foreach (var error in Host(host, $"{path}.host"))
                yield return error;
        }

        if (!rule.TryMember("http", out var http))
            yield break;
        if (!http.Member("paths").Elements().Any())
            yield return FieldError.Required($"{path}.http.paths");
        path = $"{path}.http.paths";
        foreach (var error in http.Member("paths").Elements().Index().SelectMany(item => IngressPathChecks.Check(item.Item, $"{path}[{item.Index}]")))
            yield return error;
    }

    private static IEnumerable<FieldError> Tls(JsonElement entries)
    {
        foreach (var (i, entry) in entries.Elements().Index())
        {
            var path = $"spec.tls[{i}]";
            foreach (var error in entry.Member("hosts").Elements().Index().SelectMany(host => Host(host.Item.Text(), $"{path}.hosts[{host.Index}]")))
                yield return error;
            foreach (var error in entry.Has("secretName")
                ? NameChecks.Check($"{path}.secretName", entry.Text("secretName"), MetadataChecks.SubdomainProblem)
                : [])
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<FieldError> Host(string host, string field)
    {
        if (!host.Contains('*', StringComparison.Ordinal))
            return NameChecks.Check(field, host, MetadataChecks.SubdomainProblem);
        var isRight = host.StartsWith("*.", StringComparison.Ordinal) && MetadataChecks.SubdomainProblem(host[2..]) is null;
        return isRight ? [] : [FieldError.InvalidText(field, host, NoWildcard)];
    }

}
