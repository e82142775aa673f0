using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>The mounts of a container.</summary>
internal static class MountList
{
    /// <param name="container">The container's specification.</param>
    /// <param name="volumes">The pod's volumes.</param>
    /// <param name="terminationMessage">The file behind its <c>terminationMessagePath</c>.</param>
    public static ContainerMounts Of(JsonElement container, PodVolumes volumes, KeyValuePair<string, string> terminationMessage) =>
        new(container.Member("volumeMounts").Elements().Select(mount => KeyValuePair.Create(mount.Text("mountPath"), Source(mount, volumes)))
            .Append(terminationMessage));

    private static string Source(JsonElement mount, PodVolumes volumes)
    {
        var directory = volumes[mount.Text("name")];
        if (mount.Text("subPath") is not { Length: > 0 } subPath)
            return directory;
        var source = Path.Join(directory, subPath);
        if (!Path.Exists(source))
            Directory.CreateDirectory(source);
        return source;
    }
}
