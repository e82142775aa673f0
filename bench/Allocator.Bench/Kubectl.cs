using System.Diagnostics;

namespace Allocator.Bench;

/// <summary>Runs kubectl as a person does: one process per command.</summary>
internal sealed class Kubectl(Arguments arguments)
{
    public async Task RunAsync(CancellationToken cancellationToken, params string[] command)
    {
        using var process = Start(command);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"kubectl {string.Join(' ', command)}: {await output}{await errors}");
    }

    /// <summary>Starts a command that runs until it is killed.</summary>
    public Process Start(params string[] command)
    {
        var start = new ProcessStartInfo("kubectl") { RedirectStandardOutput = true, RedirectStandardError = true };
        if (arguments.Kubeconfig is { } path)
            start.ArgumentList.Add($"--kubeconfig={path}");
        if (arguments.Namespace is { } ns)
            start.ArgumentList.Add($"--namespace={ns}");
        foreach (var argument in command)
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("kubectl could not be started.");
    }
}
