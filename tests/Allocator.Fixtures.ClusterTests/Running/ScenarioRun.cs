using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Allocator;

/// <summary><c>dotnet test</c> of some scenarios, as a person runs it: a process, with what it prints and what its tests came to.</summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-scenario-");
    private readonly ConcurrentQueue<string> _output = [];
    private readonly Process _process;
    private readonly Route _route;

    private ScenarioRun(TestFramework framework, string filter, IEnumerable<KeyValuePair<string, string?>> environment, Route route)
    {
        _route = route;

        // The signals are as a shell in the foreground leaves them: a job in the background hands on that it ignores SIGINT.
        string[] arguments =
        [
            "--default-signal=INT", "dotnet", "test", framework.AssemblyPath, "--filter", filter, "--logger", "trx", "--results-directory", Results,
        ];
        var start = new ProcessStartInfo("env", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment[Facts.Folder] = _folder.FullName;

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has printed so far.</summary>
    public string Output => string.Join('\n', _output);

    private string Results => Path.Combine(_folder.FullName, "results");

    /// <summary>Starts it.</summary>
    /// <param name="framework">The framework.</param>
    /// <param name="filter">What <c>--filter</c> takes; a part of a class's full name selects its tests.</param>
    /// <param name="environment">Variables that it has besides this process's own; null: that it has not.</param>
    /// <param name="route">Its way to the cluster, which ends with it.</param>
    public static ScenarioRun Start(TestFramework framework, string filter, IEnumerable<KeyValuePair<string, string?>> environment, Route route) =>
        new(framework, filter, environment, route);

    /// <summary>What a scenario tells with <see cref="Facts"/>, as soon as it does, also afterwards.</summary>
    public async Task<string> FactAsync(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        while (!File.Exists(path))
        {
            Assert.False(_process.HasExited && !File.Exists(path), $"The run ended without telling '{name}':\n{Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }

        return await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a signal (<c>INT</c>, <c>TERM</c>, <c>KILL</c>) to the process that runs the tests, and returns when that has ended.</summary>
    public async Task SignalAsync(string signal)
    {
        using var target = Process.GetProcessById(int.Parse(await FactAsync(Facts.Process), CultureInfo.InvariantCulture));
        using (var kill = Process.Start("kill", ["-s", signal, target.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await target.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Its end.</summary>
    public async Task<ScenarioRunResult> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(Output);
        return new(_process.ExitCode, Output, TrxFile.ReadFolder(Results));
    }

    /// <summary>Kills what still runs of it; a runner that has lost its test process may wait for a minute.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        await _route.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _output.Enqueue(line);
    }
}
