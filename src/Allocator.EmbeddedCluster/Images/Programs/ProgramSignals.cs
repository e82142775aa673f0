using System.Runtime.InteropServices;

namespace Allocator.Embedded;

/// <summary>Sends signals.</summary>
internal static class ProgramSignals
{
    public const int Kill = 9;
    public const int Terminate = 15;

    public static void Send(int processId, int signal) => _ = SendSignal(processId, signal);

    /// <summary>Sends to all processes of a group.</summary>
    public static void SendToGroup(int groupId, int signal) => _ = SendSignal(-groupId, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
