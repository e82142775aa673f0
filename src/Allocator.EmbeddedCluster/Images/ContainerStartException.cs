namespace Allocator;

/// <summary>A program of a container cannot be started.</summary>
public sealed class ContainerStartException : Exception
{
    /// <summary>Makes one without a message of its own.</summary>
    public ContainerStartException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Why, for example <c>exec: "serve": executable file not found in $PATH</c>.</param>
    public ContainerStartException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What happened.</param>
    public ContainerStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static ContainerStartException NotFound(string program) =>
        program.Length == 0 ? new("args must not be empty")
        : program.Contains('/', StringComparison.Ordinal) ? new($"exec: \"{program}\": stat {program}: no such file or directory")
        : new($"exec: \"{program}\": executable file not found in $PATH");

    internal static ContainerStartException NotExecutable(string program) => new($"exec: \"{program}\": permission denied");
}
