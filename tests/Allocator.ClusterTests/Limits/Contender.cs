using System.Diagnostics;
using System.Globalization;

namespace Allocator;

/// <summary>A process of its own that creates and destroys on command.</summary>
internal sealed class Contender : IAsyncDisposable
{
    private readonly Process _process;

    public Contender(string kubeconfig, string service, string owner, int? perOwner, int? inAll, int atOnce, TimeSpan? lease = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Allocator.TestProcess.dll");
        string[] arguments = [program, "contend", kubeconfig, service, owner, Text(perOwner ?? 0), Text(inAll ?? 0), Text(atOnce), Text((int)(lease?.TotalSeconds ?? 0))];
        _process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>What became of each creation: a name, <c>refused</c>, or <c>failed:…</c>.</summary>
    public async Task<string[]> CreateAsync() => (await AskAsync("create")).Split(' ');

    public Task<string> DestroyAsync() => AskAsync("destroy");

    /// <summary>The exception that it gets, as soon as what it created is lost.</summary>
    public Task<string> LostAsync() => AskAsync("lost");

    /// <summary>Stops it where it is, as a debugger or a sleeping machine does.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task GoOnAsync() => SignalAsync("CONT");

    /// <summary>Ends it as <c>kill -9</c> does: it destroys and renews nothing any more.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await _process.StandardInput.WriteLineAsync("end");
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task<string> AskAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the contender has ended");
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, Text(_process.Id)]);
        await kill.WaitForExitAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
