using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with a volume of several sources.</summary>
internal static class ProjectedVolumeChecks
{
    private const long LeastSeconds = 600;
    private const long MostSeconds = 1L << 32;

    public static IEnumerable<FieldError> Check(JsonElement sources, string path)
    {
        var places = new HashSet<string>();
        foreach (var (i, source) in sources.Elements().Index())
        {
            var at = $"{path}.sources[{i}]";
            var errors = OfKeys(source, "secret", at, path, places)
                .Concat(OfKeys(source, "configMap", at, path, places))
                .Concat(OfFields(source, at, path, places))
                .Concat(OfToken(source, at, path));
            foreach (var error in errors)
                yield return error;
            if (source.Members().Count(member => member.Value.ValueKind == JsonValueKind.Object) > 1)
                yield return FieldError.Forbidden(at, "may not specify more than 1 volume type");
        }
    }

    private static IEnumerable<FieldError> OfKeys(JsonElement source, string kind, string at, string path, HashSet<string> places)
    {
        if (!source.TryMember(kind, out var keys))
            yield break;
        if (keys.Text("name").Length == 0)
            yield return FieldError.Required($"{at}.{kind}.name");
        foreach (var error in VolumeFileChecks.Keys(keys.Member("items"), $"{at}.{kind}.items"))
            yield return error;
        foreach (var item in keys.Member("items").Elements())
        {
            if (item.Has("path") && !places.Add(item.Text("path")))
                yield return FieldError.InvalidText(path, keys.Text("name"), "conflicting duplicate paths");
        }
    }

    private static IEnumerable<FieldError> OfFields(JsonElement source, string at, string path, HashSet<string> places)
    {
        foreach (var file in source.Member("downwardAPI", "items").Elements())
        {
            foreach (var error in VolumeFileChecks.Field(file, $"{at}.downwardAPI"))
                yield return error;
            if (file.Has("path") && !places.Add(file.Text("path")))
                yield return FieldError.InvalidText(path, file.Text("path"), "conflicting duplicate paths");
        }
    }

    private static IEnumerable<FieldError> OfToken(JsonElement source, string at, string path)
    {
        if (!source.TryMember("serviceAccountToken", out var token))
            yield break;
        var (seconds, field) = (token.Number("expirationSeconds") ?? 0, $"{at}.serviceAccountToken.expirationSeconds");
        if (seconds < LeastSeconds)
            yield return NumberChecks.Invalid(field, seconds, "may not specify a duration less than 10 minutes");
        if (seconds > MostSeconds)
            yield return NumberChecks.Invalid(field, seconds, "may not specify a duration larger than 2^32 seconds");
        if (token.Text("path").Length == 0)
            yield return FieldError.Required($"{path}.path");
    }
}
