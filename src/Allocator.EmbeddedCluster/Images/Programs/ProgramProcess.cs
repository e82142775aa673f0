using System.ComponentModel;
using System.Diagnostics;

namespace Allocator.Embedded;

/// <summary>A process of a container, leader of a session of its own so that all that it starts can be ended with it.</summary>
internal sealed class ProgramProcess : IDisposable
{
    // What it leaves behind may hold its output open; after its end nobody waits longer than this for more.
    private static readonly TimeSpan s_outputPatience = TimeSpan.FromSeconds(1);

    private static readonly string? s_sessionStarter = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private bool _hasEnded;

    private ProgramProcess(Process process) => _process = process;

    /// <exception cref="ContainerStartException">It cannot be started.</exception>
    public static ProgramProcess Start(
        ContainerSetup setup, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> commandLine, bool withInput)
    {
        var directory = WorkingDirectory(setup);
        var program = commandLine.Count == 0 ? throw ContainerStartException.NotFound("") : setup.Mounts.Replace(commandLine[0]);
        var file = ProgramFile.Find(program, environment["PATH"], directory);
        var start = new ProcessStartInfo(s_sessionStarter ?? file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        if (s_sessionStarter is not null)
            start.ArgumentList.Add(file);
        foreach (var argument in commandLine.Skip(1))
            start.ArgumentList.Add(setup.Mounts.Replace(argument));
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            var process = Process.Start(start)!;
            if (!withInput)
                process.StandardInput.Close();
            return new(process);
        }
        catch (Win32Exception e)
        {
            throw new ContainerStartException($"exec: \"{program}\": {e.Message}", e);
        }
    }

    public void Terminate() => Signal(ProgramSignals.Terminate, withChildren: false);

    public void Kill() => Signal(ProgramSignals.Kill, withChildren: true);

    /// <summary>Waits for its end and its output; what it has started is killed then.</summary>
    public async Task<int> WaitAsync(Stream? input, Stream output, Stream error)
    {
        using var finished = new CancellationTokenSource();
        var copies = Task.WhenAll(
            CopyAsync(_process.StandardOutput.BaseStream, output, finished.Token),
            CopyAsync(_process.StandardError.BaseStream, error, finished.Token));
        var sending = input is null ? Task.CompletedTask : SendAsync(input, finished.Token);
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
            _hasEnded = true;
        ProgramSignals.SendToGroup(_process.Id, ProgramSignals.Kill);
        await Task.WhenAny(copies, Task.Delay(s_outputPatience, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
        await finished.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(copies, sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();

    private static string WorkingDirectory(ContainerSetup setup)
    {
        Directory.CreateDirectory(setup.OwnDirectory);
        if (setup.WorkingDirectory is not { } wanted)
            return setup.OwnDirectory;
        if (setup.Mounts.HostPath(wanted) is null && Directory.Exists(wanted))
            return wanted;
        var directory = setup.Mounts.HostPath(wanted) ?? Path.Join(setup.OwnDirectory, wanted);
        Directory.CreateDirectory(directory);
        return directory;
    }

    private void Signal(int signal, bool withChildren)
    {
        // Not after its end: its number may be another's by then.
        lock (_gate)
        {
            if (_hasEnded)
                return;
            if (withChildren && s_sessionStarter is null)
                _process.Kill(entireProcessTree: true);
            else if (withChildren)
                ProgramSignals.SendToGroup(_process.Id, signal);
            ProgramSignals.Send(_process.Id, signal);
        }
    }

    private async Task SendAsync(Stream input, CancellationToken cancellationToken)
    {
        await CopyAsync(input, _process.StandardInput.BaseStream, cancellationToken).ConfigureAwait(false);
        _process.StandardInput.Close();
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[4096];
            while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                await to.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever was at the other end has gone.
        }
    }
}
