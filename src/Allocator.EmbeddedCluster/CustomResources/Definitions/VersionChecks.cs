using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the versions of a custom resource definition.</summary>
internal static class VersionChecks
{
    private static readonly string[] s_types = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] s_formats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    public static IEnumerable<FieldError> Check(JsonElement spec)
    {
        var versions = spec.Member("versions").Elements().ToList();
        for (var i = 0; i < versions.Count; i++)
        {
            foreach (var error in VersionErrors(spec, versions[i], $"spec.versions[{i}]"))
                yield return error;
        }

        if (versions.DistinctBy(version => version.Text("name")).Count() < versions.Count)
            yield return FieldError.Invalid("spec.versions", InGo(versions), "must contain unique version names");
        if (versions.Count(version => version.Flag("storage")) != 1)
            yield return FieldError.Invalid("spec.versions", InGo(versions), "must have exactly one version marked as storage version");
        // A real server knows the first version by a field of its own, too.
        if (versions is [var first, ..] && MetadataChecks.Rfc1035Problem(first.Text("name")) is { } problem)
            yield return FieldError.InvalidText("spec.version", first.Text("name"), problem);
    }

    /// <summary>Whether all versions say the same.</summary>
    public static bool IsShared(JsonElement spec, string member) =>
        spec.Member("versions").Elements().Select(version => version.Member(member).ToString()).Distinct().Count() == 1;

    public static IEnumerable<FieldError> SchemaErrors(JsonElement version, string path) =>
        version.Member("schema", "openAPIV3Schema") is { ValueKind: JsonValueKind.Object } schema
            ? StructuralSchema.Read(schema.ToObject(), path).Errors
            : [];

    public static IEnumerable<FieldError> SubresourceErrors(JsonElement version, string path)
    {
        if (!version.Member("subresources").TryMember("scale", out var scale))
            yield break;
        foreach (var (member, isRequired, places) in ((string, bool, string[])[])
            [("specReplicasPath", true, ["spec"]), ("statusReplicasPath", true, ["status"]), ("labelSelectorPath", false, ["spec", "status"])])
        {
            var (field, value) = ($"{path}.scale.{member}", scale.Text(member));
            if (value.Length == 0)
            {
                if (isRequired)
                    yield return FieldError.Required(field);
            }
            else if (value[0] != '.')
            {
                yield return FieldError.InvalidText(field, value, "must be a simple json path starting with .");
            }
            else if (!places.Any(place => value.StartsWith($".{place}.", StringComparison.Ordinal)))
            {
                var detail = places is [var place] ? $"should be a json path under .{place}" : "should be a json path under either .spec or .status";
                yield return FieldError.InvalidText(field, value, detail);
            }
        }
    }

    public static IEnumerable<FieldError> ColumnErrors(JsonElement version, string path)
    {
        var index = 0;
        foreach (var column in version.Member("additionalPrinterColumns").Elements())
        {
            var field = $"{path}[{index++}]";
            var (type, format, jsonPath) = (column.Text("type"), column.Text("format"), column.Text("jsonPath"));
            if (column.Text("name").Length == 0)
                yield return FieldError.Required($"{field}.name");
            if (type.Length == 0)
                yield return FieldError.Required($"{field}.type", $"must be one of {string.Join(',', s_types)}");
            else if (!s_types.Contains(type))
                yield return FieldError.InvalidText($"{field}.type", type, $"must be one of {string.Join(',', s_types)}");
            if (format.Length > 0 && !s_formats.Contains(format))
                yield return FieldError.InvalidText($"{field}.format", format, $"must be one of {string.Join(',', s_formats)}");
            if (jsonPath.Length == 0)
                yield return FieldError.Required($"{field}.JSONPath");
            else if (jsonPath[0] != '.')
                yield return FieldError.InvalidText($"{field}.JSONPath", jsonPath, "must be a simple json path starting with .");
        }
    }

    /// <summary>A version as a real server prints it.</summary>
    public static string InGo(JsonElement version) =>
        $"apiextensions.CustomResourceDefinitionVersion{{Name:\"{version.Text("name")}\", Served:{Flag(version, "served")}, " +
        $"Storage:{Flag(version, "storage")}, Deprecated:false, DeprecationWarning:(*string)(nil), " +
        "Schema:(*apiextensions.CustomResourceValidation)(nil), " +
        "Subresources:(*apiextensions.CustomResourceSubresources)(nil), " +
        "AdditionalPrinterColumns:[]apiextensions.CustomResourceColumnDefinition(nil)}";

    private static IEnumerable<FieldError> VersionErrors(JsonElement spec, JsonElement version, string path)
    {
        var name = version.Text("name");
        if (MetadataChecks.Rfc1035Problem(name) is { } problem)
            yield return FieldError.InvalidText($"{path}.name", name, problem);
        if (version.TryMember("deprecationWarning", out var warning) && !version.Flag("deprecated"))
            yield return FieldError.InvalidText($"{path}.deprecationWarning", warning.Text(), "can only be set for deprecated versions");
        if (!version.Member("schema").Has("openAPIV3Schema"))
            yield return FieldError.Required($"{path}.schema.openAPIV3Schema", "schemas are required");
        var errors = IsShared(spec, "schema") ? [] : SchemaErrors(version, $"{path}.schema.openAPIV3Schema");
        if (!IsShared(spec, "subresources"))
            errors = errors.Concat(SubresourceErrors(version, $"{path}.subresources"));
        if (!IsShared(spec, "additionalPrinterColumns"))
            errors = errors.Concat(ColumnErrors(version, $"{path}.additionalPrinterColumns"));
        foreach (var error in errors)
            yield return error;
    }

    private static string InGo(List<JsonElement> versions) => versions.Count == 0
        ? "[]apiextensions.CustomResourceDefinitionVersion{}"
        : $"[]apiextensions.CustomResourceDefinitionVersion{{{string.Join(", ", versions.Select(InGo))}}}";

    private static string Flag(JsonElement version, string member) => version.Flag(member) ? "true" : "false";
}
