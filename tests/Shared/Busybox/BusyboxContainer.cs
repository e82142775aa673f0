using System.Net;

namespace Allocator.Testing;

/// <summary>A container of the embedded cluster, or a command in one, as a <see cref="Busybox"/> sees it.</summary>
internal sealed class BusyboxContainer(
    ContainerContext container, string root, IReadOnlyList<string> arguments, ContainerExec? exec, CancellationToken terminate) : IBusyboxHost
{
    public IReadOnlyList<string> Arguments => arguments;

    public IReadOnlyDictionary<string, string> Environment => container.Environment;

    public string WorkingDirectory => container.WorkingDirectory ?? "/";

    public Stream StandardInput => exec?.StandardInput ?? Stream.Null;

    public Stream StandardOutput => exec?.StandardOutput ?? container.StandardOutput;

    public Stream StandardError => exec?.StandardError ?? container.StandardError;

    public Stream MainOutput => container.StandardOutput;

    public IPAddress Address => container.PodAddress;

    public TimeProvider TimeProvider => container.TimeProvider;

    public bool IsFirstProcess => exec is null;

    public CancellationToken Terminate => terminate;

    public string ResolvePath(string containerPath)
    {
        try
        {
            return container.HostPath(containerPath);
        }
        catch (ArgumentException)
        {
            // Not mounted: the container's own file system.
            return Path.Join(root, containerPath);
        }
    }
}
