namespace Allocator.Tool;

/// <summary>What the command's exit codes mean; docs/command.md lists them.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int LimitReached = 3;
    public const int NotFound = 4;
    public const int NoAccess = 5;
    public const int Interrupted = 130;

    public const string Summary =
        "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 limit reached, 4 no such instance or service, 5 cluster or server not reachable, or access denied, 130 interrupted.";
}
