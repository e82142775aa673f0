using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Which container of a pod a request means.</summary>
internal static class ContainerChoice
{
    /// <param name="pod">The pod.</param>
    /// <param name="name">What the request says; empty for nothing.</param>
    /// <exception cref="ApiException">It says none, and there are several; or there is none of that name.</exception>
    public static string Of(StoredObject pod, string name)
    {
        var spec = pod.Json.Member("spec");
        var (containers, inits) = (Names(spec, "containers"), Names(spec, "initContainers"));
        if (inits.Contains(name) || containers.Contains(name))
            return name;
        if (name.Length > 0)
            throw ApiException.BadRequest($"container {name} is not valid for pod {pod.Name}");
        if (containers.Count == 1)
            return containers[0];
        throw ApiException.BadRequest(
            $"a container name must be specified for pod {pod.Name}, choose one of: [{string.Join(' ', inits.Concat(containers))}]");
    }

    private static List<string> Names(JsonElement spec, string list) => [.. spec.Member(list).Elements().Select(container => container.Text("name"))];
}
