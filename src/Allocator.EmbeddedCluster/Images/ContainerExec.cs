namespace Allocator;

/// <summary>A command that is run in a container besides its main one.</summary>
public sealed class ContainerExec
{
    internal ContainerExec(IReadOnlyList<string> command, Stream? standardInput, Stream standardOutput, Stream standardError, bool isTerminal) =>
        (Command, StandardInput, StandardOutput, StandardError, IsTerminal) = (command, standardInput, standardOutput, standardError, isTerminal);

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Command { get; }

    /// <summary>What the caller sends; null if it sends nothing.</summary>
    public Stream? StandardInput { get; }

    /// <summary>Where its output goes.</summary>
    public Stream StandardOutput { get; }

    /// <summary>Where its error output goes; the same as <see cref="StandardOutput"/> for a terminal.</summary>
    public Stream StandardError { get; }

    /// <summary>Whether the caller asked for a terminal. There is none: only the streams are as with one.</summary>
    public bool IsTerminal { get; }
}
