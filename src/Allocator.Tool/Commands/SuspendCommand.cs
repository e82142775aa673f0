using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator suspend</c>.</summary>
internal static class SuspendCommand
{
    public static Command Make(ConnectionChoice connection) => OperationCommand.Make(
        connection,
        "suspend",
        "Stops an instance's pods. It keeps its disk, its name and its places.",
        (instance, progress, cancellationToken) => instance.SuspendAsync(progress, cancellationToken));
}
