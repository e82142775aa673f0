using System.Text;

namespace Allocator;

/// <summary>What a command in a container wrote, and how it ended.</summary>
public sealed class ExecResult
{
    private readonly string _title;

    internal ExecResult(string title, int exitCode, ReadOnlyMemory<byte> standardOutput, ReadOnlyMemory<byte> standardError)
    {
        _title = title;
        ExitCode = exitCode;
        StandardOutputBytes = standardOutput;
        StandardErrorBytes = standardError;
    }

    /// <summary>The exit code; 128 plus the signal's number if a signal ended it.</summary>
    public int ExitCode { get; }

    /// <summary>What it wrote to its standard output, as UTF-8.</summary>
    public string StandardOutput => Encoding.UTF8.GetString(StandardOutputBytes.Span);

    /// <summary>What it wrote to its standard error, as UTF-8.</summary>
    public string StandardError => Encoding.UTF8.GetString(StandardErrorBytes.Span);

    /// <summary>What it wrote to its standard output.</summary>
    public ReadOnlyMemory<byte> StandardOutputBytes { get; }

    /// <summary>What it wrote to its standard error.</summary>
    public ReadOnlyMemory<byte> StandardErrorBytes { get; }

    /// <summary>Throws unless the exit code is 0.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="ExecException">It is not 0; the message ends with the last of the standard error.</exception>
    public ExecResult EnsureSuccess() => ExitCode == 0 ? this : throw new ExecException(_title, this);
}
