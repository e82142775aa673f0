using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the containers that run before the others.</summary>
internal static class InitContainerChecks
{
    public static IEnumerable<FieldError> Check(JsonElement spec, string path, IReadOnlySet<string> volumes)
    {
        var containers = spec.Member("initContainers");
        if (!containers.Elements().Any())
            yield break;
        path = $"{path}.initContainers";
        foreach (var error in ContainerChecks.Check(containers, path, volumes))
            yield return error;
        var names = spec.Member("containers").Elements().Select(container => container.Text("name")).ToHashSet();
        foreach (var (i, container) in containers.Elements().Index())
        {
            if (!names.Add(container.Text("name")))
                yield return FieldError.Duplicate($"{path}[{i}].name", container.Text("name"));
            foreach (var member in (string[])["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"])
            {
                if (container.TryMember(member, out var value))
                    yield return FieldError.Invalid($"{path}[{i}].{member}", value.GetRawText(), "must not be set for init containers");
            }
        }
    }
}
