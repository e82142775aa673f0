using System.ComponentModel;

namespace Allocator.Api;

/// <summary><see cref="ExecResult"/> on the wire.</summary>
internal sealed record ExecResource
{
    [Description("128 plus the signal's number if a signal ended the command.")]
    public required int ExitCode { get; init; }

    [Description("In base64.")]
    public required byte[] StandardOutput { get; init; }

    [Description("In base64.")]
    public required byte[] StandardError { get; init; }
}
