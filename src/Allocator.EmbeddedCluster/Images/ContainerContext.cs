using System.Net;
using System.Text;
using Allocator.Embedded;

namespace Allocator;

/// <summary>What a container of a registered image is started with.</summary>
public sealed class ContainerContext
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ContainerSetup _setup;
    private readonly Lazy<TextWriter> _output;
    private readonly Lazy<TextWriter> _error;

    internal ContainerContext(ContainerSetup setup, ContainerLog log, TimeProvider timeProvider, CancellationToken killed)
    {
        _setup = setup;
        TimeProvider = timeProvider;
        Killed = killed;
        StandardOutput = new LogStream(log);
        StandardError = new LogStream(log);
        _output = new(() => WriterOf(StandardOutput));
        _error = new(() => WriterOf(StandardError));
    }

    /// <summary>The pod's namespace.</summary>
    public string Namespace => _setup.Namespace;

    /// <summary>The pod's name.</summary>
    public string PodName => _setup.PodName;

    /// <summary>The pod's uid.</summary>
    public string PodUid => _setup.PodUid;

    /// <summary>The container's name within its pod.</summary>
    public string ContainerName => _setup.ContainerName;

    /// <summary>The image as the pod names it.</summary>
    public string Image => _setup.Image;

    /// <summary>
    /// The pod's own address, of the form 127.x.y.z: the container listens there, so that ports of pods do not meet. Ports below 1024 need the
    /// operating system's leave. Where a machine has no more loopback addresses than 127.0.0.1 it is that for all pods.
    /// </summary>
    public IPAddress PodAddress => _setup.PodAddress;

    /// <summary>The pod's <c>command</c>, its <c>$(VAR)</c> expanded; empty if it has none.</summary>
    public IReadOnlyList<string> Command => _setup.Command;

    /// <summary>The pod's <c>args</c>, their <c>$(VAR)</c> expanded; empty if it has none.</summary>
    public IReadOnlyList<string> Arguments => _setup.Arguments;

    /// <summary>The environment, all references resolved and <c>$(VAR)</c> expanded.</summary>
    public IReadOnlyDictionary<string, string> Environment => _setup.Environment;

    /// <summary>The pod's <c>workingDir</c>; null if it has none.</summary>
    public string? WorkingDirectory => _setup.WorkingDirectory;

    /// <summary>The container's standard output: its log.</summary>
    public Stream StandardOutput { get; }

    /// <summary>The container's standard error: its log too.</summary>
    public Stream StandardError { get; }

    /// <summary>Writes text to <see cref="StandardOutput"/>; may be used by several threads.</summary>
    public TextWriter Output => _output.Value;

    /// <summary>Writes text to <see cref="StandardError"/>; may be used by several threads.</summary>
    public TextWriter Error => _error.Value;

    /// <summary>The cluster's clock.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Cancelled where a real container gets <c>SIGKILL</c>: its grace period is over and nobody waits for it any more.</summary>
    public CancellationToken Killed { get; }

    internal ContainerSetup Setup => _setup;

    /// <summary>The directory or file of this machine behind a path in the container.</summary>
    /// <param name="containerPath">A path at or below a mount, or the <c>terminationMessagePath</c>.</param>
    /// <exception cref="ArgumentException">It is below no mount. The message names the mounts.</exception>
    public string HostPath(string containerPath)
    {
        ArgumentNullException.ThrowIfNull(containerPath);
        return _setup.Mounts.HostPath(containerPath) ?? throw new ArgumentException(
            $"\"{containerPath}\" is below no mount of container \"{ContainerName}\" in pod \"{PodName}\". " +
            $"Mounts are: {string.Join(", ", _setup.Mounts.Paths)}.",
            nameof(containerPath));
    }

    private static TextWriter WriterOf(Stream stream) =>
        TextWriter.Synchronized(new StreamWriter(stream, s_utf8) { AutoFlush = true, NewLine = "\n" });
}
