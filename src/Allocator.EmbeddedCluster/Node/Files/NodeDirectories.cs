namespace Allocator.Embedded;

/// <summary>The files of the node: a directory of its own, which goes with it.</summary>
internal sealed class NodeDirectories : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("allocator-cluster-").FullName;

    /// <summary>Where all is that belongs to a pod.</summary>
    public string Pod(string uid) => Path.Join(Root, "pods", uid);

    public string PodVolume(string uid, string volume) => Path.Join(Pod(uid), "volumes", volume);

    public string Container(string uid, string container) => Path.Join(Pod(uid), "containers", container);

    /// <summary>What is behind a persistent volume that names no directory.</summary>
    public string PersistentVolume(string name) => Path.Join(Root, "persistent-volumes", name);

    public void Dispose() => TryDelete(Root);

    /// <summary>Deletes a directory, as far as that can be done.</summary>
    public static void TryDelete(string directory)
    {
        try
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A container that outlived its end still writes there, or has taken the right to delete away.
        }
    }
}
