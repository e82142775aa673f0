namespace Allocator.Testing;

/// <summary>
/// The programs of a busybox image as far as tests use them: a shell, <c>cat</c>, <c>sleep</c>, <c>nc</c> and the like. What it does not know it
/// refuses as a shell does.
/// </summary>
internal static class Busybox
{
    private const int Killed = 137;
    private const int Terminated = 143;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="host">Its process.</param>
    /// <param name="kill">SIGKILL.</param>
    /// <returns>The exit code; that of the signal if one ended it. A handled SIGTERM ends nothing, in the shell the script may say otherwise.</returns>
    /// <exception cref="ProgramNotFoundException">The image has no such program.</exception>
    public static async Task<int> RunAsync(IBusyboxHost host, CancellationToken kill)
    {
        var call = new ProgramCall(
            host, host.Arguments, host.StandardInput, host.StandardOutput, host.StandardError, host.WorkingDirectory, host.Terminate, kill);
        if (!Programs.Has(call.Name))
            throw new ProgramNotFoundException(call.Name);
        try
        {
            return await Programs.RunAsync(call);
        }
        catch (OperationCanceledException) when (kill.IsCancellationRequested)
        {
            return Killed;
        }
        catch (OperationCanceledException) when (host.Terminate.IsCancellationRequested)
        {
            return Terminated;
        }
    }
}
