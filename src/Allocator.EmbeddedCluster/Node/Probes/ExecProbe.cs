using System.Text;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Runs a command in the container.</summary>
internal static class ExecProbe
{
    private const int LongestOutput = 10 * 1024;

    public static async Task<ProbeOutcome> RunAsync(JsonElement handler, ContainerRun run, CancellationToken cancellationToken)
    {
        var command = handler.Member("command").Elements().Select(part => part.Text()).ToList();
        using var output = new MemoryStream();
        var shared = Stream.Synchronized(output);
        try
        {
            var exitCode = await run.ExecAsync(new(command, null, shared, shared, isTerminal: false), cancellationToken).ConfigureAwait(false);
            return exitCode == 0 ? ProbeOutcome.Success : ProbeOutcome.Failure(Text(shared, output));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ProbeOutcome.Failure($"command \"{string.Join(' ', command)}\" timed out");
        }
        catch (ContainerStartException e)
        {
            return ProbeOutcome.Error($"rpc error: code = Unknown desc = {ExecFailure.Of(run.Id, e)}");
        }
    }

    private static string Text(Stream shared, MemoryStream output)
    {
        shared.Flush();
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)Math.Min(output.Length, LongestOutput));
    }
}
