using System.CommandLine;
using Microsoft.Extensions.Options;

namespace Allocator.Tool;

/// <summary>What a command that fails says, and its exit code. What the library throws is for people; its stack trace is not.</summary>
internal static class Failures
{
    /// <param name="given">The command line.</param>
    /// <param name="backend">What the command works against; null if there is none yet.</param>
    /// <param name="command">The command; its result is the exit code.</param>
    public static async Task<int> ExplainAsync(ParseResult given, Backend? backend, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception failure) when (CodeOf(failure) is not null)
        {
            await given.InvocationConfiguration.Error.WriteLineAsync($"allocator: {Say(failure, backend)}");
            return CodeOf(failure)!.Value;
        }
    }

    private static int? CodeOf(Exception failure) => failure switch
    {
        LimitExceededException => ExitCodes.LimitReached,
        InstanceNotFoundException or ServiceNotFoundException => ExitCodes.NotFound,
        ClusterUnavailableException or AccessDeniedException => ExitCodes.NoAccess,
        OperationCanceledException => ExitCodes.Interrupted,
        AllocatorException or OptionsValidationException or KubernetesException or IOException => ExitCodes.Failed,
        _ => null,
    };

    /// <summary>The library's messages name what a program would call next; a person at a terminal needs the command.</summary>
    private static string Say(Exception failure, Backend? backend) => failure switch
    {
        InstanceNotFoundException absent => $"There is no instance '{absent.Name}' that is yours. 'allocator list' shows those you have.",
        ServiceNotFoundException absent when backend is not null => backend.Explain(absent),
        OperationCanceledException => "Interrupted.",
        _ => failure.Message,
    };
}
