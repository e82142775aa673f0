using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator resume</c>.</summary>
internal static class ResumeCommand
{
    public static Command Make(ConnectionChoice connection) => OperationCommand.Make(
        connection,
        "resume",
        "Starts a suspended instance again, and waits until it is ready.",
        (instance, progress, cancellationToken) => instance.ResumeAsync(progress, cancellationToken));
}
