using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Allocator;

/// <summary>Runs an exec plugin.</summary>
internal static class ExecPluginRun
{
    private const int MaxErrorLength = 2000;

    /// <summary>Runs it and returns what it wrote.</summary>
    /// <exception cref="ClusterUnavailableException">
    /// It cannot be run, failed or took too long. The message has what it wrote to standard error.
    /// </exception>
    public static async Task<string> RunAsync(ExecPlugin plugin, TimeSpan timeout, TimeProvider timeProvider)
    {
        using var process = Start(plugin);
        using var expiry = new CancellationTokenSource(timeout, timeProvider);
        var errors = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, e) => errors.Enqueue(e.Data ?? "");
        process.BeginErrorReadLine();
        try
        {
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync(expiry.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(expiry.Token).ConfigureAwait(false);
            return process.ExitCode == 0
                ? output
                : throw Failure(plugin, $"failed with exit code {process.ExitCode}{Quote(errors)}");
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw Failure(plugin, $"was killed after {timeout.TotalSeconds:0} s{Quote(errors)}. If it waits for a sign-in, do that in a terminal first", e);
        }
    }

    public static ClusterUnavailableException Failure(ExecPlugin plugin, string problem, Exception? innerException = null) =>
        new($"The credential plugin '{plugin.Command}' ({plugin.Source}) {problem}.", innerException);

    private static Process Start(ExecPlugin plugin)
    {
        var hint = plugin.InstallHint is null ? "" : $": {plugin.InstallHint.Trim()}";
        var path = ExecutablePath.Find(plugin.Command) ?? throw Failure(plugin, $"is not installed{hint}");
        var start = new ProcessStartInfo(path, plugin.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            CreateNoWindow = true,
        };
        start.Environment["KUBERNETES_EXEC_INFO"] = plugin.Info;
        foreach (var (name, value) in plugin.Environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw Failure(plugin, $"cannot be run ({e.Message}){hint}", e);
        }
    }

    // The end of a long text is where the reason is.
    private static string Quote(IEnumerable<string> lines)
    {
        var errors = string.Join('\n', lines).Trim();
        return errors.Length == 0 ? "" : $" and wrote: {(errors.Length <= MaxErrorLength ? errors : "…" + errors[^MaxErrorLength..])}";
    }
}
