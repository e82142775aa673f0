namespace Allocator;

public sealed partial class ClusterClient
{
    /// <summary>Runs a command in a container and returns what it wrote and its exit code, whatever that is.</summary>
    /// <param name="namespace">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="command">The program and its arguments; there is no shell unless it is named.</param>
    /// <param name="options">Container, standard input and limits.</param>
    /// <param name="cancellationToken">Ends the wait; the command itself may run on.</param>
    /// <exception cref="KubernetesException">The server refused, or the command could not be started, for example because the container does
    /// not have it.</exception>
    /// <exception cref="IOException">The connection broke before the command ended, or it wrote more than
    /// <see cref="PodExecOptions.MaxOutputBytes"/>.</exception>
    public async Task<ExecResult> ExecAsync(
        string @namespace, string pod, IReadOnlyList<string> command, PodExecOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options = options with { Interactive = options.StandardInput is not null };
        var session = await OpenExecAsync(@namespace, pod, command, options, cancellationToken).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        var title = $"'{command[0]}' in pod {@namespace}/{pod}";
        return await new ExecCapture(session, options.StandardInput, options.MaxOutputBytes).RunAsync(title, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts a command in a container, with its streams.</summary>
    /// <param name="namespace">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="command">The program and its arguments; there is no shell unless it is named.</param>
    /// <param name="options">Container, terminal, and whether there is a standard input.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="KubernetesException">The server refused. That the command could not be started is seen at
    /// <see cref="ExecSession.ExitCode"/>.</exception>
    /// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/"/>.</remarks>
    public async Task<ExecSession> OpenExecAsync(
        string @namespace, string pod, IReadOnlyList<string> command, PodExecOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfZero(command.Count, nameof(command));
        options ??= new();
        // A terminal has an input: without one, a node may pass none of its output on.
        var hasInput = options.Interactive || options.Tty;
        var request = PodRequest(
            @namespace,
            pod,
            "exec",
            [
                .. command.Select(argument => ("command", (string?)argument)),
                ("container", options.Container),
                ("stdin", hasInput ? "true" : null),
                ("stdout", "true"),
                ("stderr", options.Tty ? null : "true"),
                ("tty", options.Tty ? "true" : null),
            ]);
        var socket = await OpenChannelsAsync(request, new(ChannelSocket.V5, ChannelSocket.V4), cancellationToken).ConfigureAwait(false);
        return new(socket, request, hasInput);
    }
}
