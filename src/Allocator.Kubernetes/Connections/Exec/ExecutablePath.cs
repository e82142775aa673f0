namespace Allocator;

/// <summary>Finds a program by its name in <c>PATH</c> only: the current directory may belong to somebody else.</summary>
internal static class ExecutablePath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static string? Find(string command) => (Path.IsPathRooted(command) ? [""] : Variable("PATH", "", Path.PathSeparator))
        .SelectMany(directory => Extensions(command).Select(extension => Path.Combine(directory, command + extension)))
        .FirstOrDefault(path => Path.IsPathRooted(path) && IsExecutable(path));

    private static string[] Extensions(string command) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(command) ? Variable("PATHEXT", ".exe;.cmd;.bat", ';') : [""];

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);

    private static string[] Variable(string name, string otherwise, char separator) =>
        (Environment.GetEnvironmentVariable(name) ?? otherwise).Split(separator, StringSplitOptions.RemoveEmptyEntries);
}
