namespace Allocator.Testing;

/// <summary>A container's or an exec's program is not in the image; the message is the container runtime's.</summary>
internal sealed class ProgramNotFoundException(string program) : Exception(
    program.Contains('/', StringComparison.Ordinal)
        ? $"exec: \"{program}\": stat {program}: no such file or directory"
        : $"exec: \"{program}\": executable file not found in $PATH");
