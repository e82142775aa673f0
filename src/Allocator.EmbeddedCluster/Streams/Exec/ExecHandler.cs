namespace Allocator.Embedded;

/// <summary>Runs a command, or attaches to one, until it has ended and all its output is written; returns its exit code.</summary>
/// <remarks>The token is cancelled when the client leaves. Attach ends with 0 whatever the container's exit code, as the kubelet's does.</remarks>
/// <exception cref="ExecStartException">It cannot be started.</exception>
internal delegate Task<int> ExecHandler(ExecStreams streams, CancellationToken cancellationToken);

/// <summary>The streams of a command.</summary>
/// <param name="Stdin">What the client sends; null if it was not asked for.</param>
/// <param name="Stdout"><see cref="Stream.Null"/> if it was not asked for.</param>
/// <param name="Stderr">The same as <paramref name="Stdout"/> in a terminal; <see cref="Stream.Null"/> if it was not asked for.</param>
internal sealed record ExecStreams(Stream? Stdin, Stream Stdout, Stream Stderr);

/// <summary>A command cannot be started.</summary>
/// <param name="message">What the client reads after <c>error executing command in container:</c>.</param>
internal sealed class ExecStartException(string message) : Exception(message);
