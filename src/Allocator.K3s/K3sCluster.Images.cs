namespace Allocator;

public sealed partial class K3sCluster
{
    /// <summary>Gives the node the images of an archive, so that pods can name them without a registry.</summary>
    /// <param name="archivePath">
    /// A Docker or OCI archive, at most 2 GB: of <c>docker save -o</c>, or of
    /// <c>dotnet publish -t:PublishContainer -p:ContainerArchiveOutputPath=…</c>.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="AllocatorException">The node refuses it. The message says why.</exception>
    /// <remarks>
    /// A pod with <c>imagePullPolicy: Always</c>, which is the default for the tag <c>latest</c>, asks a registry nevertheless.
    /// </remarks>
    public async Task LoadImageAsync(string archivePath, CancellationToken cancellationToken = default)
    {
        var archive = new FileInfo(archivePath);
        if (!archive.Exists)
            throw new FileNotFoundException($"There is no image archive {archive.FullName}.", archive.FullName);
        // Not below /run, where Docker cannot copy to: it is a tmpfs.
        var folder = $"/tmp/allocator-{Guid.NewGuid():N}";
        await Container.CopyAsync(archive, folder, ct: cancellationToken).ConfigureAwait(false);
        try
        {
            // Not --all-platforms: what Docker saves may list platforms whose content it does not have.
            await RunAsync(["ctr", "-n=k8s.io", "images", "import", $"{folder}/{archive.Name}"], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await Container.ExecAsync(["rm", "-rf", folder], CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the node pull an image now, rather than when the first pod needs it.</summary>
    /// <param name="image">The image with its registry: <c>docker.io/library/busybox:1.35</c>.</param>
    /// <param name="alias">A further name for it, of a registry that need not exist.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AllocatorException">It cannot be pulled. The message says why.</exception>
    public async Task PullImageAsync(string image, string? alias = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(image);
        await RunAsync(["crictl", "pull", image], cancellationToken).ConfigureAwait(false);
        if (alias is not null)
            await RunAsync(["ctr", "-n=k8s.io", "images", "tag", "--force", image, alias], cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(string[] command, CancellationToken cancellationToken)
    {
        var result = await Container.ExecAsync(command, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new AllocatorException(
                $"'{string.Join(' ', command)}' ended in the K3s container with code {result.ExitCode}: {(result.Stderr + result.Stdout).Trim()}");
        }
    }
}
