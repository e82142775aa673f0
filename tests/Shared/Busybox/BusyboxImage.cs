using System.Runtime.CompilerServices;

namespace Allocator.Testing;

/// <summary>A busybox as an image of the embedded cluster. What a container writes outside its mounts is gone with it.</summary>
internal sealed class BusyboxImage : IContainerImage
{
    private readonly ConditionalWeakTable<ContainerContext, DirectoryInfo> _roots = [];

    public async Task<int> RunAsync(ContainerContext container, CancellationToken stopping)
    {
        var root = Root(container);
        try
        {
            IReadOnlyList<string> arguments = [.. container.Command, .. container.Arguments];
            return await RunAsync(new BusyboxContainer(container, root.FullName, arguments.Count > 0 ? arguments : ["sh"], null, stopping), container.Killed);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    public Task<int> ExecAsync(ContainerContext container, ContainerExec exec, CancellationToken cancellationToken) =>
        RunAsync(new BusyboxContainer(container, Root(container).FullName, exec.Command, exec, CancellationToken.None), cancellationToken);

    private static async Task<int> RunAsync(BusyboxContainer host, CancellationToken kill)
    {
        try
        {
            return await Busybox.RunAsync(host, kill);
        }
        catch (ProgramNotFoundException e)
        {
            throw new ContainerStartException(e.Message, e);
        }
    }

    private DirectoryInfo Root(ContainerContext container) => _roots.GetValue(container, static _ => Directory.CreateTempSubdirectory("busybox-"));
}
