namespace Allocator.Embedded;

/// <summary>How a run of a container ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Reason">A word.</param>
/// <param name="Message">What it left as its message; empty for none.</param>
/// <param name="FinishedAt">When.</param>
internal sealed record ContainerEnd(int ExitCode, string Reason, string Message, DateTimeOffset FinishedAt)
{
    public const int StartErrorCode = 128;
    public const int KilledCode = 137;
    public const int TerminatedCode = 143;

    public bool IsSuccess => ExitCode == 0;

    public bool HasStarted => Reason != "StartError";

    public static ContainerEnd Exited(int exitCode, DateTimeOffset now) => new(exitCode, exitCode == 0 ? "Completed" : "Error", "", now);

    public static ContainerEnd NotStarted(string problem, DateTimeOffset now) => new(
        StartErrorCode,
        "StartError",
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: " +
        $"unable to start container process: {problem}: unknown",
        now);
}
