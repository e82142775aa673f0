using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Allocator.Tool.Tests;

/// <summary>The command as a process of its own.</summary>
public sealed class ToolProcess : IDisposable
{
    private static readonly string s_program =
        typeof(ToolProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Program").Value!;

    private readonly Process _process;
    private readonly List<string> _errors = [];

    private ToolProcess(Process process) => _process = process;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static ToolProcess Start(params string[] arguments)
    {
        string[] all = [s_program, .. arguments];
        return new ToolProcess(Process.Start(new ProcessStartInfo("dotnet", all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    public StreamWriter Input => _process.StandardInput;

    public async Task<string> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync(Token) ?? throw new InvalidOperationException($"It ended: {await EndAsync()}");

    /// <summary>Reads what it says until a line has the text.</summary>
    public async Task UntilErrorAsync(string text)
    {
        while (await _process.StandardError.ReadLineAsync(Token) is { } line)
        {
            _errors.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        throw new InvalidOperationException($"It ended without '{text}': {string.Join('\n', _errors)}");
    }

    public void Interrupt() => Send(2);

    public void Terminate() => Send(15);

    public async Task<Said> EndAsync()
    {
        var (output, error) = (_process.StandardOutput.ReadToEndAsync(Token), _process.StandardError.ReadToEndAsync(Token));
        await _process.WaitForExitAsync(Token);
        return new Said(_process.ExitCode, await output, string.Join('\n', [.. _errors, await error]));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Send(int signal)
    {
        if (Kill(_process.Id, signal) != 0)
            throw new Win32Exception();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
