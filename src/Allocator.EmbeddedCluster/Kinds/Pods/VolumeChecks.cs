using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the volumes of a pod.</summary>
internal static class VolumeChecks
{
    // In the order in which they are looked at. The misspelt field is that of Kubernetes 1.20.
    private static readonly (string Kind, string Field)[] s_kinds =
    [
        ("emptyDir", "emptyDir"), ("secret", "secret"), ("persistentVolumeClaim", "persistentVolumeClaim"), ("downwardAPI", "downwarAPI"),
        ("configMap", "configMap"), ("projected", "projected"),
    ];

    /// <param name="volumes">The volumes.</param>
    /// <param name="path">Where they are.</param>
    /// <param name="names">The names of those without errors, which may be mounted.</param>
    public static IReadOnlyList<FieldError> Check(JsonElement volumes, string path, out IReadOnlySet<string> names)
    {
        var found = new HashSet<string>();
        var all = new List<FieldError>();
        foreach (var (i, volume) in volumes.Elements().Index())
        {
            var errors = CheckOne(volume, $"{path}[{i}]", found).ToList();
            all.AddRange(errors);
            if (errors.Count == 0)
                found.Add(volume.Text("name"));
        }

        names = found;
        return all;
    }

    private static IEnumerable<FieldError> CheckOne(JsonElement volume, string path, HashSet<string> names)
    {
        var sources = s_kinds.Where(source => volume.Has(source.Kind)).ToList();
        foreach (var (i, (kind, field)) in sources.Index())
        {
            foreach (var error in i == 0
                ? Source(volume.Member(kind), $"{path}.{kind}", kind)
                : [FieldError.Forbidden($"{path}.{field}", "may not specify more than 1 volume type")])
            {
                yield return error;
            }
        }

        var name = volume.Text("name");
        foreach (var error in name.Length == 0
            ? [FieldError.Required($"{path}.name")]
            : NameChecks.Check($"{path}.name", name, MetadataChecks.DnsLabelProblem))
        {
            yield return error;
        }

        if (names.Contains(name))
            yield return FieldError.Duplicate($"{path}.name", name);
    }

    private static IEnumerable<FieldError> Source(JsonElement source, string path, string kind) => kind switch
    {
        "emptyDir" => source.Amount("sizeLimit")?.Nanos.Sign < 0
            ? [FieldError.Forbidden($"{path}.sizeLimit", "SizeLimit field must be a valid resource quantity")]
            : [],
        "persistentVolumeClaim" => Named(source, path, "claimName"),
        "secret" => Named(source, path, "secretName").Concat(Files(source, path)),
        "configMap" => Named(source, path, "name").Concat(Files(source, path)),
        "downwardAPI" => NumberChecks.FileMode(source, path, "defaultMode")
            .Concat(source.Member("items").Elements().SelectMany(file => VolumeFileChecks.Field(file, path))),
        _ => NumberChecks.FileMode(source, path, "defaultMode").Concat(ProjectedVolumeChecks.Check(source.Member("sources"), path)),
    };

    private static IEnumerable<FieldError> Files(JsonElement source, string path) =>
        NumberChecks.FileMode(source, path, "defaultMode").Concat(VolumeFileChecks.Keys(source.Member("items"), $"{path}.items"));

    private static IEnumerable<FieldError> Named(JsonElement source, string path, string member) =>
        source.Text(member).Length > 0 ? [] : [FieldError.Required($"{path}.{member}")];
}
