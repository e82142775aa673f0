namespace Allocator;

/// <summary>How a command runs in a container.</summary>
public sealed record PodExecOptions
{
    /// <summary>The container.</summary>
    /// <value>Null: the one that the annotation <c>kubectl.kubernetes.io/default-container</c> names, on servers that know it, or else the
    /// pod's only one.</value>
    public string? Container { get; init; }

    /// <summary>
    /// What <see cref="ClusterClient.ExecAsync"/> sends to the command's standard input; it is read to its end, or until the command ends, and
    /// not disposed.
    /// </summary>
    /// <value>Null: the command has no standard input.</value>
    /// <remarks>
    /// Servers before Kubernetes 1.30 cannot close the command's input. There, a command that reads to the end of its input never ends: let it
    /// read a known number of bytes or lines (<c>head -c 1000</c>), or cancel.
    /// </remarks>
    public Stream? StandardInput { get; init; }

    /// <summary>Whether <see cref="ClusterClient.OpenExecAsync"/> opens the command's standard input; a terminal always has one.</summary>
    public bool Interactive { get; init; }

    /// <summary>
    /// Whether the command runs in a terminal. Its standard error is then part of its standard output, with the terminal's line ends.
    /// </summary>
    public bool Tty { get; init; }

    /// <summary>
    /// How many bytes <see cref="ClusterClient.ExecAsync"/> keeps of the command's output, standard output and error together; more is an
    /// error.
    /// </summary>
    /// <value>16 MiB.</value>
    public int MaxOutputBytes { get; init; } = 16 * 1024 * 1024;
}
