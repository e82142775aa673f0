using System.Net;

namespace Allocator.Testing;

/// <summary>The container, or the exec into one, in which a <see cref="Busybox"/> runs.</summary>
internal interface IBusyboxHost
{
    /// <summary>The program and its arguments.</summary>
    IReadOnlyList<string> Arguments { get; }

    IReadOnlyDictionary<string, string> Environment { get; }

    string WorkingDirectory { get; }

    Stream StandardInput { get; }

    Stream StandardOutput { get; }

    Stream StandardError { get; }

    /// <summary>The standard output of the container's first process: <c>/proc/1/fd/1</c>.</summary>
    Stream MainOutput { get; }

    /// <summary>The pod's address.</summary>
    IPAddress Address { get; }

    TimeProvider TimeProvider { get; }

    /// <summary>Whether it is its container's first process, which no signal ends that it does not handle but SIGKILL.</summary>
    bool IsFirstProcess { get; }

    /// <summary>Cancelled when the process gets SIGTERM.</summary>
    CancellationToken Terminate { get; }

    /// <summary>The path on this machine of an absolute path in the container.</summary>
    string ResolvePath(string containerPath);
}
