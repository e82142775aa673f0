namespace Allocator.Embedded;

/// <summary>Finds programs as <c>execvp</c> does.</summary>
internal static class ProgramFile
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="program">A path, or a name.</param>
    /// <param name="path">Where names are looked for.</param>
    /// <param name="directory">What relative paths are relative to.</param>
    /// <exception cref="ContainerStartException">There is none.</exception>
    public static string Find(string program, string path, string directory)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            var file = Path.GetFullPath(program, directory);
            if (!Path.Exists(file))
                throw ContainerStartException.NotFound(program);
            return IsExecutable(file) ? file : throw ContainerStartException.NotExecutable(program);
        }

        return program.Length == 0 ? throw ContainerStartException.NotFound("")
            : path.Split(':').Select(folder => Path.GetFullPath(Path.Join(folder, program), directory)).FirstOrDefault(IsExecutable)
                ?? throw ContainerStartException.NotFound(program);
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Executable) != 0);
}
