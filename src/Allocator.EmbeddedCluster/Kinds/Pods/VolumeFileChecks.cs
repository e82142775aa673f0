using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the files that a volume is to have.</summary>
internal static class VolumeFileChecks
{
    private static readonly string[] s_fields = ["metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.uid"];

    /// <summary>Files of keys.</summary>
    public static IEnumerable<FieldError> Keys(JsonElement items, string path)
    {
        foreach (var (i, item) in items.Elements().Index())
        {
            if (item.Text("key").Length == 0)
                yield return FieldError.Required($"{path}[{i}].key");
            foreach (var error in Place(item, $"{path}[{i}]").Concat(NumberChecks.FileMode(item, $"{path}[{i}]", "mode")))
                yield return error;
        }
    }

    /// <summary>A file of a field of the pod.</summary>
    public static IEnumerable<FieldError> Field(JsonElement file, string path)
    {
        foreach (var error in Place(file, path))
            yield return error;
        var (hasField, hasResource) = (file.TryMember("fieldRef", out var field), file.TryMember("resourceFieldRef", out var resource));
        var errors = hasField ? FieldReferenceChecks.Field(field, $"{path}.fieldRef", s_fields)
            : hasResource ? FieldReferenceChecks.Resource(resource, $"{path}.resourceFieldRef", true)
            : [FieldError.Required(path, "one of fieldRef and resourceFieldRef is required")];
        foreach (var error in errors)
            yield return error;
        if (hasField && hasResource)
            yield return FieldError.InvalidText(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
        foreach (var error in NumberChecks.FileMode(file, path, "mode"))
            yield return error;
    }

    private static IEnumerable<FieldError> Place(JsonElement file, string path)
    {
        var place = file.Text("path");
        if (place.Length == 0)
            yield return FieldError.Required($"{path}.path");
        foreach (var error in MountChecks.PathErrors(place, $"{path}.path"))
            yield return error;
        if (place != ".." && place.StartsWith("..", StringComparison.Ordinal) && !place.StartsWith("../", StringComparison.Ordinal))
            yield return FieldError.InvalidText($"{path}.path", place, "must not start with '..'");
    }
}
