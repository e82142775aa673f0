namespace Allocator.Embedded;

/// <summary>An image that is a piece of this process.</summary>
internal sealed class DelegateImage(
    Func<ContainerContext, CancellationToken, Task<int>> run, Func<ContainerContext, ContainerExec, CancellationToken, Task<int>>? exec)
    : IContainerImage
{
    public Task<int> RunAsync(ContainerContext container, CancellationToken stopping) => run(container, stopping);

    public Task<int> ExecAsync(ContainerContext container, ContainerExec command, CancellationToken cancellationToken) =>
        exec is null
            ? Task.FromException<int>(ContainerStartException.NotFound(command.Command.Count == 0 ? "" : command.Command[0]))
            : exec(container, command, cancellationToken);
}
