namespace Allocator.Testing;

/// <summary>The script said <c>exit</c>.</summary>
internal sealed class ShellExitException(int code) : Exception
{
    public int Code => code;
}
