using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Allocator.Contract;

public sealed class K3sClusterTests : IDisposable
{
    private const string Image = "registry.local/loaded:1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-k3s-tests-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static K3sCluster Cluster => TargetCluster.Started!;

    private string Archive => Path.Combine(_folder.FullName, "image.tar");

    [ContractFact]
    public async Task LoadImageAsync_archive_gives_the_node_its_image()
    {
        WriteImage();

        await Cluster.LoadImageAsync(Archive, Token);

        var listed = await Cluster.Container.ExecAsync(["ctr", "-n=k8s.io", "images", "ls", "-q", $"name=={Image}"], Token);
        Assert.Equal(Image, listed.Stdout.Trim());
    }

    [ContractFact]
    public async Task LoadImageAsync_no_archive_says_what_refused_it()
    {
        await File.WriteAllTextAsync(Archive, "no archive", Token);

        var refused = await Assert.ThrowsAsync<AllocatorException>(() => Cluster.LoadImageAsync(Archive, Token));

        Assert.Contains("ctr -n=k8s.io images import", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task PullImageAsync_unknown_image_says_what_refused_it()
    {
        var refused = await Assert.ThrowsAsync<AllocatorException>(
            () => Cluster.PullImageAsync("registry.invalid/nothing:1", cancellationToken: Token));

        Assert.Contains("crictl pull registry.invalid/nothing:1", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The smallest archive as <c>docker save</c> writes it: one layer with one empty file.</summary>
    private void WriteImage()
    {
        using var layer = new MemoryStream();
        using (var files = new TarWriter(layer, leaveOpen: true))
            files.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "file"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(layer.ToArray()));
        var architecture = RuntimeInformation.OSArchitecture == Architecture.X64 ? "amd64" : "arm64";

        using var archive = new TarWriter(File.Create(Archive));
        Write(archive, "layer.tar", layer.ToArray());
        Write(archive, "config.json", Encoding.UTF8.GetBytes($$$"""
            {"os":"linux","architecture":"{{{architecture}}}","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:{{{digest}}}"]}}
            """));
        Write(archive, "manifest.json", Encoding.UTF8.GetBytes($$"""[{"Config":"config.json","RepoTags":["{{Image}}"],"Layers":["layer.tar"]}]"""));
    }

    private static void Write(TarWriter archive, string name, byte[] content) =>
        archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
}
