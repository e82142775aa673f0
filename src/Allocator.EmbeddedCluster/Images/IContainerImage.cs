namespace Allocator;

/// <summary>What an image of the embedded cluster does when a container of it is started.</summary>
public interface IContainerImage
{
    /// <summary>Runs a container until it ends by itself or is told to.</summary>
    /// <param name="container">What it is started with.</param>
    /// <param name="stopping">Cancelled where a real container gets <c>SIGTERM</c>. It then has the pod's grace period to end.</param>
    /// <returns>
    /// The exit code. An <see cref="OperationCanceledException"/> after <paramref name="stopping"/> counts as 143, any other exception as 1, with its
    /// text in the container's log. One that outlives its grace period is abandoned and counts as 137.
    /// </returns>
    /// <exception cref="ContainerStartException">It cannot be started: it ends with exit code 128 and reason <c>StartError</c>.</exception>
    Task<int> RunAsync(ContainerContext container, CancellationToken stopping);

    /// <summary>Runs a command in a running container, for <c>kubectl exec</c> and exec probes. By default the image has no programs.</summary>
    /// <param name="container">The container.</param>
    /// <param name="exec">The command and its streams.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for it any more, or the container has ended.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ContainerStartException">The command cannot be started.</exception>
    Task<int> ExecAsync(ContainerContext container, ContainerExec exec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exec);
        return Task.FromException<int>(ContainerStartException.NotFound(exec.Command.Count == 0 ? "" : exec.Command[0]));
    }
}
