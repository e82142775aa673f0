namespace Allocator.Embedded;

/// <summary>A kubeconfig in a directory of its own, both of this user only.</summary>
internal sealed class KubeconfigFile : IDisposable
{
    private readonly string _directory;

    private KubeconfigFile(string directory) => _directory = directory;

    public string Path => System.IO.Path.Join(_directory, "kubeconfig");

    public static KubeconfigFile Create(string text)
    {
        var file = new KubeconfigFile(Directory.CreateTempSubdirectory("embedded-cluster-").FullName);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file.Path, options);
            writer.Write(text);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => NodeDirectories.TryDelete(_directory);
}
