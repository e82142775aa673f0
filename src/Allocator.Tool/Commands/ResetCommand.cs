using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator reset</c>.</summary>
internal static class ResetCommand
{
    public static Command Make(ConnectionChoice connection) => OperationCommand.Make(
        connection,
        "reset",
        "Gives an instance fresh disks and fresh generated credentials; what was on the disks is lost.",
        (instance, progress, cancellationToken) => instance.ResetDiskAsync(progress, cancellationToken));
}
