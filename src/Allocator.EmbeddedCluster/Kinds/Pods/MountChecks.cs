using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the mounts of a container.</summary>
internal static class MountChecks
{
    public static IEnumerable<FieldError> Check(JsonElement mounts, string path, IReadOnlySet<string> volumes)
    {
        var paths = new HashSet<string>();
        foreach (var (i, mount) in mounts.Elements().Index())
        {
            var (name, mountPath) = (mount.Text("name"), mount.Text("mountPath"));
            if (name.Length == 0)
                yield return FieldError.Required($"{path}[{i}].name");
            if (!volumes.Contains(name))
                yield return FieldError.NotFound($"{path}[{i}].name", name);
            if (mountPath.Length == 0)
                yield return FieldError.Required($"{path}[{i}].mountPath");
            if (!paths.Add(mountPath))
                yield return FieldError.InvalidText($"{path}[{i}].mountPath", mountPath, "must be unique");
            foreach (var error in PathErrors(mount.Text("subPath"), $"{path}.subPath"))
                yield return error;
        }
    }

    /// <summary>A path that stays below where it begins.</summary>
    public static IEnumerable<FieldError> PathErrors(string text, string field)
    {
        if (text.StartsWith('/'))
            yield return FieldError.InvalidText(field, text, "must be a relative path");
        if (text.Split('/').Contains(".."))
            yield return FieldError.InvalidText(field, text, "must not contain '..'");
    }
}
