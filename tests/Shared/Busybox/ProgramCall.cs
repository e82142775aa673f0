using System.Text;

namespace Allocator.Testing;

/// <summary>One run of a program.</summary>
/// <param name="Host">The container.</param>
/// <param name="Arguments">The program and its arguments.</param>
/// <param name="Input">The standard input.</param>
/// <param name="Output">The standard output.</param>
/// <param name="Error">The standard error.</param>
/// <param name="Directory">The working directory.</param>
/// <param name="Terminate">SIGTERM.</param>
/// <param name="Stop">The end of the container, or of what reads the output.</param>
internal sealed record ProgramCall(
    IBusyboxHost Host,
    IReadOnlyList<string> Arguments,
    Stream Input,
    Stream Output,
    Stream Error,
    string Directory,
    CancellationToken Terminate,
    CancellationToken Stop)
{
    public string Name => Arguments[0];

    /// <summary>The arguments without the program.</summary>
    public string[] Operands => [.. Arguments.Skip(1)];

    public async Task WriteAsync(string text)
    {
        await Output.WriteAsync(Encoding.UTF8.GetBytes(text), Stop);
        await Output.FlushAsync(Stop);
    }

    /// <summary>Says what went wrong.</summary>
    /// <returns>The exit code for that.</returns>
    public async Task<int> FailAsync(string message, int code = 1)
    {
        await Error.WriteAsync(Encoding.UTF8.GetBytes($"{Name}: {message}\n"), Stop);
        await Error.FlushAsync(Stop);
        return code;
    }

    /// <summary>The path on this machine of a path that may be relative.</summary>
    public string Resolve(string path) => Host.ResolvePath(path.StartsWith('/') ? path : $"{Directory.TrimEnd('/')}/{path}");

    public Stream OpenRead(string path) => path switch
    {
        "/dev/null" => Stream.Null,
        "/dev/zero" => new ZeroStream(),
        _ => new FileStream(Resolve(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
    };

    public Stream OpenWrite(string path, bool append = false) => path switch
    {
        "/dev/null" => Stream.Null,
        "/proc/1/fd/1" => new SharedStream(Host.MainOutput),
        "/dev/stdout" => new SharedStream(Output),
        "/dev/stderr" => new SharedStream(Error),
        _ => new FileStream(
            Resolve(path), append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0),
    };
}
