using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with a custom resource definition, in the order and words of a real server.</summary>
internal static class DefinitionChecks
{
    public const string NoConversion = "None";

    private const string ApprovalAnnotation = "api-approved.kubernetes.io";

    private static readonly string[] s_protected = ["k8s.io", "kubernetes.io"];

    public static IEnumerable<FieldError> Check(JsonElement definition)
    {
        var (metadata, spec) = (definition.Member("metadata"), definition.Member("spec"));
        var (name, group) = (metadata.Text("name"), spec.Text("group"));
        var isNew = !metadata.Has("resourceVersion");
        if (isNew && name != $"{spec.Member("names").Text("plural")}.{group}")
            yield return FieldError.InvalidText("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");

        var errors = GroupErrors(group)
            .Concat(ScopeErrors(spec.Text("scope")))
            .Concat(VersionChecks.Check(spec))
            .Concat(DefinitionNameChecks.Check(spec.Member("names")))
            .Concat(SharedErrors(spec))
            .Concat(ConversionErrors(spec.Member("conversion")))
            .Concat(StoredVersionErrors(spec, definition.Member("status", "storedVersions")))
            .Concat(isNew ? ApprovalErrors(group, metadata.Member("annotations")) : []);
        foreach (var error in errors)
            yield return error;
    }

    private static IEnumerable<FieldError> GroupErrors(string group)
    {
        if (group.Length == 0)
            yield return FieldError.Required("spec.group");
        else if (MetadataChecks.SubdomainProblem(group) is { } problem)
            yield return FieldError.InvalidText("spec.group", group, problem);
        else if (!group.Contains('.', StringComparison.Ordinal))
            yield return FieldError.InvalidText("spec.group", group, "should be a domain with at least one dot");
    }

    private static IEnumerable<FieldError> ScopeErrors(string scope)
    {
        if (scope.Length == 0)
            yield return FieldError.Required("spec.scope");
        else if (scope is not ("Cluster" or "Namespaced"))
            yield return FieldError.Unsupported("spec.scope", scope, "Cluster", "Namespaced");
    }

    // What all versions have in common a real server checks once, as if the definition said it and not its versions.
    private static IEnumerable<FieldError> SharedErrors(JsonElement spec)
    {
        if (spec.Member("versions").Elements().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } first)
            yield break;
        var errors = Enumerable.Empty<FieldError>();
        if (VersionChecks.IsShared(spec, "schema"))
            errors = errors.Concat(VersionChecks.SchemaErrors(first, "spec.validation.openAPIV3Schema"));
        if (VersionChecks.IsShared(spec, "subresources"))
            errors = errors.Concat(VersionChecks.SubresourceErrors(first, "spec.subresources"));
        if (VersionChecks.IsShared(spec, "additionalPrinterColumns"))
            errors = errors.Concat(VersionChecks.ColumnErrors(first, "spec.additionalPrinterColumns"));
        foreach (var error in errors)
            yield return error;
        if (spec.Flag("preserveUnknownFields"))
        {
            yield return FieldError.Invalid(
                "spec.preserveUnknownFields", "true", "cannot set to true, set x-preserve-unknown-fields to true in spec.versions[*].schema instead");
        }
    }

    private static IEnumerable<FieldError> ConversionErrors(JsonElement conversion)
    {
        const string notSet = "should not be set when strategy is not set to Webhook";
        var strategy = conversion.Text("strategy");
        if (strategy is not (NoConversion or "Webhook"))
            yield return FieldError.Unsupported("spec.conversion.strategy", strategy, NoConversion, "Webhook");
        if (strategy != NoConversion || !conversion.TryMember("webhook", out var webhook))
            yield break;
        if (webhook.Has("clientConfig"))
            yield return FieldError.Forbidden("spec.conversion.webhookClientConfig", notSet);
        if (webhook.Has("conversionReviewVersions"))
            yield return FieldError.Forbidden("spec.conversion.conversionReviewVersions", notSet);
    }

    private static IEnumerable<FieldError> StoredVersionErrors(JsonElement spec, JsonElement stored)
    {
        const string field = "status.storedVersions";
        var versions = stored.Elements().Select(version => version.Text()).ToList();
        if (versions.Count == 0)
        {
            yield return FieldError.Invalid(field, "[]string(nil)", "must have at least one stored version");
            yield break;
        }

        var defined = spec.Member("versions").Elements().ToList();
        for (var i = 0; i < versions.Count; i++)
        {
            if (!defined.Exists(version => version.Text("name") == versions[i]))
                yield return FieldError.InvalidText($"{field}[{i}]", versions[i], "must appear in spec.versions");
        }

        var missing = defined.Where(version => version.Flag("storage") && !versions.Contains(version.Text("name")));
        foreach (var version in missing)
            yield return FieldError.Invalid(field, VersionChecks.InGo(version), $"must have the storage version {version.Text("name")}");
    }

    private static IEnumerable<FieldError> ApprovalErrors(string group, JsonElement annotations)
    {
        if (!s_protected.Any(domain => group == domain || group.EndsWith($".{domain}", StringComparison.Ordinal)))
            yield break;
        var field = $"metadata.annotations[{ApprovalAnnotation}]";
        const string source = "see https://github.com/kubernetes/enhancements/pull/1111";
        if (annotations.Text(ApprovalAnnotation) is not { Length: > 0 } approval)
        {
            yield return FieldError.Required(field, $"protected groups must have approval annotation \"{ApprovalAnnotation}\", {source}");
        }
        else if (!approval.StartsWith("unapproved", StringComparison.Ordinal) && !Uri.TryCreate(approval, UriKind.Absolute, out _))
        {
            yield return FieldError.InvalidText(
                field,
                approval,
                $"protected groups must have approval annotation \"{ApprovalAnnotation}\" with either a URL or a reason starting with \"unapproved\", {source}");
        }
    }
}
